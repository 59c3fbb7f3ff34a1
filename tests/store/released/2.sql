BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'dateline','0001_first','2026-11-29 01:08:56.673612+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'dateline','0002_fair_reading','2026-11-29 01:08:56.674785+00:00');
CREATE TABLE acknowledgements (
    incident_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    comment TEXT NOT NULL,
    PRIMARY KEY (incident_id, at)
) STRICT, WITHOUT ROWID;
CREATE TABLE articles (
    article_id INTEGER PRIMARY KEY AUTOINCREMENT,
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
, authors TEXT NOT NULL DEFAULT '[]', lat REAL, lon REAL) STRICT;
INSERT INTO "articles" VALUES(1,'https://news.example/1?ref=feed','https://news.example/1',1,'Blast at market number 1',1772445900000000,10800,'en','Example News',NULL,'[]',1772452800000000,'o1',NULL,X'010000000000000002000000000000000300000000000000','opened','','[]',NULL,NULL);
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
INSERT INTO "links" VALUES(1,0,'i1','opened','nothing is near',X'5866E1F1343CA324571863E60AA81079B9C23BB1B820B3B2381B3977B82402ABC6924470258C924B8242755D1C716515233D0B0B587631D7332322CB981A5A9898E3C9379EC5C0322D335921189451E09948C939B134391158BC290414E59701AB099014DE228DA86C05AF76A0390B9A65A891859472138BB2534B400D107C59C99CA8BC8492A880D91D9CA8CC80A90A0006FAC030');
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
INSERT INTO "meta" VALUES('instance_id','ac5c8b4158a51595');
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
INSERT INTO "notices" VALUES(1,'n1-desk','i1','new',1,'desk',1772452800000000,'["Attacks in Russia"]','routed',0,'',X'5866E1F1343CB596CBAE823010865F65E25A50F008E4EC88BA3026C6785919170D6242F016AB1E5DF8EECE7091B620E178D9D2A61D9A99EFFBB12545D719DAD2E721B564D6FC2DAD694E0DF3BFC64B0E12ACE74610E2106C617C421C32D260663F09EAF1A5AD6F409D9A5636159A9BEBFE856DF66BBF6144DE913C1C57FB0B03C6F7C1958775E83234F6915136283D4A72B50B841EF843D2C06EB54239CEE766DD5AE075BDF8721862257866AA50A530DA29D95E4811AFC30D9F5A855BF2E935B8A5AF24424E782F1976E399D6759F11CFD41D27A59EAD5B15C8D7369C1FBB047F7D8E6A0A3C9810EF1E2CAC75D8C9636829181D7667B43D2D959AA9121D1FE921016442BE4F90B0B66187D03FD2009511D1AE8444890D48ED880D16FDA2127CA84D0AF2650E1085F932B7EBDD7CA90C8790349569CAA7CE5C2D59EA8CC7BF38762E6EB73BF81BA384');
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
    text_id INTEGER PRIMARY KEY AUTOINCREMENT, -- the index of words goes by it
    content_hash BLOB NOT NULL UNIQUE,
    body BLOB NOT NULL      -- UTF-8, zlib
) STRICT;
INSERT INTO "texts" VALUES(1,X'964588355717C9730AC065E41C95B279B76DFCCB19E72AC506114885B76EB586',X'5847735448CACF4D52284FCD2B51C84F4B53482C51C84D2CCA4E2D51C82BCD4D4A2D523054C8CC53F04E2C2EC8AC2CCED6E3E2BA30E9C2F68B0D17BB2F6C52B8B0F7C20605307BEF855D17B6EA285C6CBEB0F1C28E8B4D0A17F65DD87261C785BD0A17DB2F6CBDB01BC8DD04A477E9010078D9393C');
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
CREATE INDEX incidents_merged ON incidents (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX notices_open ON notices (until, number) WHERE state IN ('planned', 'held');
CREATE INDEX messages_due ON messages (receiver, next_at, number) WHERE state IN ('pending', 'deferred');
CREATE INDEX messages_sending ON messages (boot_id) WHERE state = 'sending';
CREATE INDEX messages_state ON messages (state, receiver, created_at);
CREATE INDEX message_notices_message ON message_notices (message);
CREATE INDEX entries_waiting ON entries (source_id, entry_id) WHERE outcome IS NULL;
PRAGMA writable_schema=OFF;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('texts',1);
INSERT INTO "sqlite_sequence" VALUES('articles',1);
COMMIT;
