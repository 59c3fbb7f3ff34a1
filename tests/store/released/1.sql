BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'dateline','0001_first','2026-11-24 03:40:08.304152+00:00');
CREATE TABLE acknowledgements (
    incident_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    comment TEXT NOT NULL,
    PRIMARY KEY (incident_id, at)
) STRICT, WITHOUT ROWID;
CREATE TABLE articles (
    article_id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    canonical_url TEXT NOT NULL,
    text_id INTEGER NOT NULL REFERENCES texts,
    title TEXT NOT NULL,
    published INTEGER,
    published_offset INTEGER,
    language TEXT,
    source TEXT NOT NULL,
    own_id TEXT,
    notes TEXT NOT NULL DEFAULT '[]',
    first_seen INTEGER NOT NULL,
    origin TEXT NOT NULL,
    source_id INTEGER REFERENCES sources,
    shingles BLOB NOT NULL, -- its sketch, 8 bytes each, the smallest hash first
    -- Checked at COMMIT: an article that is not finished in the transaction that adds it is not stored.
    outcome TEXT NOT NULL DEFAULT '' REFERENCES outcomes DEFERRABLE INITIALLY DEFERRED,
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO "articles" VALUES(1,'https://news.example/1?ref=feed','https://news.example/1',1,'Blast at market number 1',1772445900000000,10800,'en','Example News',NULL,'[]',1772452800000000,'o1',NULL,X'010000000000000002000000000000000300000000000000','opened','');
CREATE TABLE changes (
    number INTEGER NOT NULL REFERENCES incidents,
    position INTEGER NOT NULL,
    at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    field TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    url TEXT NOT NULL,
    PRIMARY KEY (number, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE deliveries (
    message INTEGER NOT NULL REFERENCES messages,
    position INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    boot_id TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    settled_at INTEGER,
    status TEXT NOT NULL DEFAULT 'sending',
    reply TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (message, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "deliveries" VALUES(1,0,1,'boot1',1772452800000000,NULL,'sending','');
CREATE TABLE entries (
    entry_id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources,
    key TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    last_listed INTEGER NOT NULL,
    previous_poll INTEGER,
    primed INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    payload TEXT,           -- until it is settled
    article_id INTEGER,
    outcome TEXT REFERENCES outcomes,
    UNIQUE (source_id, key)
) STRICT;
CREATE TABLE incidents (
    number INTEGER PRIMARY KEY,
    incident_id TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    words TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    last_changed INTEGER NOT NULL,
    merged_into TEXT,
    retracted INTEGER NOT NULL DEFAULT 0,
    reports INTEGER NOT NULL,
    changes INTEGER NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    day_start INTEGER NOT NULL,
    day_end INTEGER NOT NULL,
    dated INTEGER NOT NULL, -- 0: the days are those of its first report
    country TEXT,
    admin1_code TEXT,
    geonameid INTEGER,
    lat REAL,
    lon REAL,
    killed INTEGER
) STRICT;
INSERT INTO "incidents" VALUES(1,'i1','{"type":"bombing","status":"current","date":{"start":"2026-03-01","end":"2026-03-01","precision":"day","basis":"relative"},"place":{"name":"Kaspiysk","admin1":"Dagestan","admin1_code":"RU-DA","country":"RU","lat":42.88,"lon":47.64,"precision":"place","geonameid":551847},"attribution":[{"group":"Islamic State","part":"Caucasus Province","basis":"claimed","via":"Amaq"}],"killed":{"low":1,"best":1,"high":null},"injured":null,"abducted":null,"arrested":null,"perpetrators_killed":null,"targets":["market"],"weapon":null,"confidence":0.75,"evidence":[{"field":"type","in":"text","start":2,"end":6}]}','kaspiysk
market',1772452800000000,1772452800000000,NULL,0,1,0,'bombing','current',739676,739676,1,'RU','RU-DA',551847,42.88,47.64,1);
CREATE TABLE links (
    article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    position INTEGER NOT NULL,
    incident_id TEXT,       -- none: told as background, it opened nothing
    verdict TEXT NOT NULL,
    why TEXT NOT NULL,
    seen BLOB NOT NULL,     -- the incident as this article tells it: JSON, zlib
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "links" VALUES(1,0,'i1','opened','nothing is near',X'785E5D52CB4E03310CFC952AE7B66A4B5FDA1B820BE282409C1042DEAC594CB349C8A3A5AAFAEF4CB61455DCECF1D81E3F0E2AED3DAB4AD5AEABC5B66AA862A29423209D43609B003594C03994504888CC26B3E56872359A4C1164DBFC877C602D519C45A0A13D4835452935031B4AB265751C2A6F48F7652D7545C23D452FFBB8019D9A4EEC14D82DB58CAEF60F7BD3AE29E4C7E7D1ED3550EDB24D61DF2370515D55F3D978BD865DFACF57E3E51CBD2E149DFA0E55CBAE7416C85F2CA6EBF90A9A28A520754EBDF697836A83CB1EC5EFA2A14EF4E009CB29B9FEB4881BCA9A628E8387E0B662FBB2E751B521E9B801B21502F7BAA32F757C1DAA8D18031C831BB753D5142998B1373EA4FD5095CDC6408BD8CF1C0AB1F890563759A70B1FD78917BEE7E039054A2EC4B7738F532ACED672C2FE5F544761C34941C68EC997294F14EDECBB345C46A826E3D50277DD9E7DECE15DD89433F7DF52A4159BBFCB73FC3EC5ECF71396C7D7E30F06FAC030');
CREATE TABLE message_notices (
    notice INTEGER NOT NULL REFERENCES notices,
    message INTEGER NOT NULL REFERENCES messages,
    PRIMARY KEY (notice, message)
) STRICT, WITHOUT ROWID;
INSERT INTO "message_notices" VALUES(1,1);
CREATE TABLE messages (
    number INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL UNIQUE,
    receiver TEXT NOT NULL,
    recipient TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('alert', 'service', 'digest')),
    subject TEXT NOT NULL,
    payload BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'deferred', 'held', 'dead')),
    attempt INTEGER NOT NULL DEFAULT 0,
    boot_id TEXT,
    next_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    settled_at INTEGER,
    reply TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO "messages" VALUES(1,'<m1.desk@dateline.example>','desk','desk@example.org','alert','Kaspiysk: bombing 1',X'72656E64657265642000206F6E6365','sending',1,'boot1',1772452800000000,1772452800000000,NULL,'');
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "meta" VALUES('articles_read','1');
INSERT INTO "meta" VALUES('instance_id','f78a012384e47670');
CREATE TABLE notices (
    number INTEGER PRIMARY KEY,
    notice_id TEXT NOT NULL UNIQUE,
    incident_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    version INTEGER NOT NULL,
    receiver TEXT NOT NULL,
    at INTEGER NOT NULL,
    watches TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'primed', 'routed', 'held', 'silenced')),
    until INTEGER NOT NULL DEFAULT 0,
    state_reason TEXT NOT NULL DEFAULT '',
    snapshot BLOB NOT NULL, -- the notice whole: JSON, zlib
    UNIQUE (incident_id, reason, version, receiver)
) STRICT;
INSERT INTO "notices" VALUES(1,'n1-desk','i1','new',1,'desk',1772452800000000,'["Attacks in Russia"]','routed',0,'',X'785E85544D6FDB300CFD2B86CE491ABB695AF856AC3B0C0386A1DB2E0B8A4096195B8B2CB912553708FADF47CA49916E4B07E41052FC788F8FF45E58875AC15AD7A214369FD610B66222249259CC8BE5747E399D17DFF3A29CCFE9F793DE3CC8E02C87C340E613F8A0D9CEF9498126073D1E0A0D12550B41942B718B28D53664DA66F731042DC5C3446CAD1B28772F70D703A555AEABB46DA86E40899112858ADE834572D5122966CF4FFE0DC09C1EC1328557CCECEA098F1EC151EE8E3C950C9A6B7A301209A978A12823552A6B65C7103ECBD0EBDD3886BAD33627DF9D6C80BADA57DF5AB99A83EF7F4CEF6EC9AB5CB4E877C943265517E5A298DDDCD07FEEBFB89E2D176F118D7D27A201C79D5981ABABFC66714D9824A2D755C4847DB5178D77B1A7E29F82919D56D9371A0EE7F6E3203EC8A8648821FBEADD93B6A9EC91AA32527750B35234F252DC76F251BCF0E8B531E427E2C60D49BE8A38A63FAD6E5A51DA680C61D1F657F41CC83641ABEAA8F0C42675C289DD83EF01BD44E7C3FAD8634C25D91AC0B40C9DF45B40DE800164CF2CC710E5EC46D7C014CAF9ECFA8A747D3ADA34878D06C332A76D6168FC1F9E79390E4B511C3661C91469149C8CE37A6BDE898DF601D7018053CF6CB89114A25A691BA6792EAA036253AFB5457744EF99F8389C8D3401685A9ECECBA403D88BE80D956B11FB505E5CD0F984193CCBAE3770C1D0828B9E798B8FA333FB42112C72AC8C0EED7B589CD74D1A86CB93B6A34D5D939881B4A0D55C3D909A23AD11CF5F577EF98F2B47674C9ADB38F983A2E4F0AE3BF2E6099C5DA39CBABECB9C010F2DDF8E878636FEF07928B3E3254EB293FBFBCF101FA3C3448F3E38197F4DB2811620739BCD4C4C56AB62B27CA0767F4CF88C241CD9FB743DA39E2FBF013E4DA384');
CREATE TABLE outcomes (
    outcome TEXT PRIMARY KEY,
    articles INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO "outcomes" VALUES('background',0);
INSERT INTO "outcomes" VALUES('copy',0);
INSERT INTO "outcomes" VALUES('duplicate',0);
INSERT INTO "outcomes" VALUES('joined',0);
INSERT INTO "outcomes" VALUES('no_incident',0);
INSERT INTO "outcomes" VALUES('opened',1);
INSERT INTO "outcomes" VALUES('rejected',0);
INSERT INTO "outcomes" VALUES('revision',0);
INSERT INTO "outcomes" VALUES('too_old',0);
INSERT INTO "outcomes" VALUES('undated',0);
INSERT INTO "outcomes" VALUES('unmatched',0);
INSERT INTO "outcomes" VALUES('updated',0);
CREATE TABLE receivers (
    name TEXT PRIMARY KEY,
    disabled_at INTEGER NOT NULL,
    reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE reports (
    number INTEGER NOT NULL REFERENCES incidents,
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    source TEXT NOT NULL,
    published INTEGER,
    origin TEXT NOT NULL,
    PRIMARY KEY (number, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "reports" VALUES(1,0,'https://news.example/1','Example News',1772452800000000,'o1');
CREATE TABLE shingles (
    shingle INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (shingle, article_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "shingles" VALUES(1,1);
INSERT INTO "shingles" VALUES(2,1);
INSERT INTO "shingles" VALUES(3,1);
CREATE TABLE silences (
    silence_id INTEGER PRIMARY KEY,
    matcher TEXT NOT NULL,
    starts INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    comment TEXT NOT NULL,
    ended INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE sources (
    source_id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT '{}',
    next_due INTEGER NOT NULL,
    primed INTEGER NOT NULL DEFAULT 0,
    active INTEGER NOT NULL DEFAULT 1,
    first_seen INTEGER NOT NULL,
    last_read INTEGER,      -- when it was last read without fault: an entry not there was published later
    last_listing INTEGER    -- when its entries were last noted as listed
) STRICT;
INSERT INTO "sources" VALUES(1,'https://news.example/feed','News','feed','{}',1772452800000000,0,1,1772452800000000,NULL,NULL);
PRAGMA writable_schema=ON;
INSERT INTO sqlite_master(type,name,tbl_name,rootpage,sql)VALUES('table','text_index','text_index',0,'CREATE VIRTUAL TABLE text_index USING fts5 (
    title, body, content='''', tokenize=''unicode61 remove_diacritics 2''
)');
CREATE TABLE 'text_index_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO "text_index_config" VALUES('version',4);
CREATE TABLE 'text_index_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO "text_index_data" VALUES(1,X'');
INSERT INTO "text_index_data" VALUES(10,X'00000000000000');
CREATE TABLE 'text_index_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'text_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE texts (
    text_id INTEGER PRIMARY KEY,
    content_hash BLOB NOT NULL UNIQUE,
    body BLOB NOT NULL      -- UTF-8, zlib
) STRICT;
INSERT INTO "texts" VALUES(1,X'964588355717C9730AC065E41C95B279B76DFCCB19E72AC506114885B76EB586',X'789C735448CACF4D52284FCD2B51C84F4B53482C51C84D2CCA4E2D51C82BCD4D4A2D523054C8CC53F04E2C2EC8AC2CCED6E3E2BA30E9C2F68B0D17BB2F6C52B8B0F7C20605307BEF855D17B6EA285C6CBEB0F1C28E8B4D0A17F65DD87261C785BD0A17DB2F6CBDB01BC8DD04A477E9010078D9393C');
CREATE TABLE words (
    word INTEGER PRIMARY KEY, -- a 32-bit hash
    incidents INTEGER NOT NULL,
    newest BLOB NOT NULL      -- numbers of incidents, 4 bytes each, the newest last
) STRICT;
INSERT INTO "words" VALUES(1806468555,1,X'01000000');
INSERT INTO "words" VALUES(1920647878,1,X'01000000');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX sources_due ON sources (next_due) WHERE active;
CREATE INDEX entries_pending ON entries (entry_id) WHERE outcome IS NULL;
CREATE INDEX entries_listed ON entries (last_listed) WHERE outcome IS NOT NULL;
CREATE INDEX articles_canonical ON articles (canonical_url);
CREATE INDEX articles_text ON articles (text_id);
CREATE INDEX articles_seen ON articles (first_seen);
CREATE INDEX articles_url ON articles (url) WHERE url <> canonical_url;
CREATE TRIGGER articles_one_outcome BEFORE UPDATE OF outcome ON articles WHEN OLD.outcome <> ''
BEGIN SELECT RAISE(ABORT, 'an article ends with exactly one outcome'); END;
CREATE INDEX links_incident ON links (incident_id) WHERE incident_id IS NOT NULL;
CREATE INDEX incidents_place ON incidents (geonameid, day_start, day_end, type)
    WHERE geonameid IS NOT NULL AND merged_into IS NULL;
CREATE INDEX incidents_area ON incidents (country, admin1_code, day_start, day_end, type)
    WHERE merged_into IS NULL;
CREATE INDEX incidents_country ON incidents (country, day_start, day_end, type) WHERE merged_into IS NULL;
CREATE INDEX incidents_changed ON incidents (last_changed);
CREATE INDEX notices_open ON notices (until, number) WHERE state IN ('planned', 'held');
CREATE INDEX messages_due ON messages (receiver, next_at, number) WHERE state IN ('pending', 'deferred');
CREATE INDEX messages_sending ON messages (boot_id) WHERE state = 'sending';
CREATE INDEX messages_state ON messages (state, receiver, created_at);
CREATE INDEX message_notices_message ON message_notices (message);
PRAGMA writable_schema=OFF;
COMMIT;
