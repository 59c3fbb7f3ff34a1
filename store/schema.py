"""The tables, as migrations that are only ever appended to.

Instants are integers (`store.instants`), what is nested is JSON, long texts are compressed. `outcomes` is
both the list of what an article may end as and the tally of how many did, which survives retention.
WITHOUT ROWID: the columns of the key come first and in its order, else quick_check of SQLite 3.40 sees NULLs.
"""

from __future__ import annotations

import secrets
import sqlite3

from sqlite_utils import Database, Migrations

from store.connection import Connection

# "Date" in ASCII: file(1) and we know the file by it.
APPLICATION_ID = 0x44617465

migrations = Migrations("dateline")

_FIRST = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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
CREATE INDEX sources_due ON sources (next_due) WHERE active;

CREATE TABLE outcomes (
    outcome TEXT PRIMARY KEY,
    articles INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO outcomes (outcome) VALUES
    ('rejected'), ('duplicate'), ('revision'), ('copy'), ('undated'), ('too_old'),
    ('opened'), ('updated'), ('joined'), ('unmatched'), ('background'), ('no_incident');

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
CREATE INDEX entries_pending ON entries (entry_id) WHERE outcome IS NULL;
CREATE INDEX entries_listed ON entries (last_listed) WHERE outcome IS NOT NULL;

CREATE TABLE texts (
    text_id INTEGER PRIMARY KEY AUTOINCREMENT, -- the index of words goes by it
    content_hash BLOB NOT NULL UNIQUE,
    body BLOB NOT NULL      -- UTF-8, zlib
) STRICT;

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
) STRICT;
CREATE INDEX articles_canonical ON articles (canonical_url);
CREATE INDEX articles_text ON articles (text_id);
CREATE INDEX articles_seen ON articles (first_seen);
CREATE INDEX articles_url ON articles (url) WHERE url <> canonical_url;
CREATE TRIGGER articles_one_outcome BEFORE UPDATE OF outcome ON articles WHEN OLD.outcome <> ''
BEGIN SELECT RAISE(ABORT, 'an article ends with exactly one outcome'); END;

CREATE TABLE shingles (
    shingle INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (shingle, article_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
    article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    position INTEGER NOT NULL,
    incident_id TEXT,       -- none: told as background, it opened nothing
    verdict TEXT NOT NULL,
    why TEXT NOT NULL,
    seen BLOB NOT NULL,     -- the incident as this article tells it: JSON, zlib
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_incident ON links (incident_id) WHERE incident_id IS NOT NULL;

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
CREATE INDEX incidents_place ON incidents (geonameid, day_start, day_end, type)
    WHERE geonameid IS NOT NULL AND merged_into IS NULL;
CREATE INDEX incidents_area ON incidents (country, admin1_code, day_start, day_end, type)
    WHERE merged_into IS NULL;
CREATE INDEX incidents_country ON incidents (country, day_start, day_end, type) WHERE merged_into IS NULL;
CREATE INDEX incidents_changed ON incidents (last_changed);
CREATE INDEX incidents_merged ON incidents (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE words (
    word INTEGER PRIMARY KEY, -- a 32-bit hash
    incidents INTEGER NOT NULL,
    newest BLOB NOT NULL      -- numbers of incidents, 4 bytes each, the newest last
) STRICT;

CREATE TABLE reports (
    number INTEGER NOT NULL REFERENCES incidents,
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    source TEXT NOT NULL,
    published INTEGER,
    origin TEXT NOT NULL,
    PRIMARY KEY (number, position)
) STRICT, WITHOUT ROWID;

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
CREATE INDEX notices_open ON notices (until, number) WHERE state IN ('planned', 'held');

-- Those that get nothing more; any other name is a receiver in use.
CREATE TABLE receivers (
    name TEXT PRIMARY KEY,
    disabled_at INTEGER NOT NULL,
    reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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
CREATE INDEX messages_due ON messages (receiver, next_at, number) WHERE state IN ('pending', 'deferred');
CREATE INDEX messages_sending ON messages (boot_id) WHERE state = 'sending';
CREATE INDEX messages_state ON messages (state, receiver, created_at);

CREATE TABLE message_notices (
    notice INTEGER NOT NULL REFERENCES notices,
    message INTEGER NOT NULL REFERENCES messages,
    PRIMARY KEY (notice, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_notices_message ON message_notices (message);

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

CREATE TABLE silences (
    silence_id INTEGER PRIMARY KEY,
    matcher TEXT NOT NULL,
    starts INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    comment TEXT NOT NULL,
    ended INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE acknowledgements (
    incident_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    comment TEXT NOT NULL,
    PRIMARY KEY (incident_id, at)
) STRICT, WITHOUT ROWID;

-- Contentless: the text itself is compressed in `texts`, under the same number.
CREATE VIRTUAL TABLE text_index USING fts5 (
    title, body, content='', tokenize='unicode61 remove_diacritics 2'
);
"""


def _run(db: Database, script: str) -> None:
    # Not executescript: it would commit the transaction that holds all migrations together.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.conn.execute(statement)
            statement = ""


@migrations(name="0001_first")
def _first(db: Database) -> None:
    _run(db, _FIRST)


@migrations(name="0002_fair_reading")
def _fair_reading(db: Database) -> None:
    """The oldest waiting entry of each source is found at once; articles keep authors and coordinates."""
    _run(
        db,
        """
CREATE INDEX entries_waiting ON entries (source_id, entry_id) WHERE outcome IS NULL;
ALTER TABLE articles ADD COLUMN authors TEXT NOT NULL DEFAULT '[]';
ALTER TABLE articles ADD COLUMN lat REAL;
ALTER TABLE articles ADD COLUMN lon REAL;
""",
    )


def newest_version() -> int:
    """The schema version that this code writes: how many migrations there are."""
    return len(migrations._migrations)


def migrate(connection: Connection) -> None:
    """Apply what is missing, all in one transaction. Raise StorageFailed."""
    if connection.number("PRAGMA user_version") == newest_version():
        return
    with connection.transaction():
        migrations.apply(connection.tools)
        connection.run(
            "INSERT INTO meta VALUES ('instance_id', ?) ON CONFLICT DO NOTHING", (secrets.token_hex(8),)
        )
        connection.raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.raw.execute(f"PRAGMA user_version = {newest_version()}")
