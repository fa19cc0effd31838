-- The journal. Envelopes are never changed; a body may be missing (withheld or
-- destroyed) and may come later, unless its id is in destroyed.
CREATE TABLE entry (
  seq          INTEGER PRIMARY KEY,
  id           BLOB NOT NULL UNIQUE,
  digest       BLOB NOT NULL UNIQUE,
  subject_kind TEXT NOT NULL,
  subject      BLOB NOT NULL,
  n            INTEGER NOT NULL,
  office       TEXT NOT NULL,
  instance     BLOB NOT NULL,
  chain        BLOB NOT NULL,   -- SM3 of the chain before and this digest
  envelope     BLOB NOT NULL
) STRICT;
CREATE INDEX entry_subject ON entry (subject, n);

CREATE TABLE body (
  seq   INTEGER PRIMARY KEY REFERENCES entry (seq),
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE destroyed (
  id       BLOB PRIMARY KEY,
  by_entry BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Projections: a fresh fold gives the same rows (silian check).
CREATE TABLE case_row (
  seq            INTEGER PRIMARY KEY,
  id             BLOB NOT NULL UNIQUE,
  no             TEXT NOT NULL,
  title          TEXT NOT NULL,
  track          TEXT NOT NULL,
  category       TEXT NOT NULL,
  place          TEXT NOT NULL,
  opener         TEXT NOT NULL,
  holder         TEXT NOT NULL,
  holder_level   TEXT NOT NULL,
  max_level      TEXT NOT NULL,
  handling       TEXT NOT NULL,
  resolution     TEXT NOT NULL,
  resolved_level TEXT NOT NULL,
  transit_to     TEXT NOT NULL,  -- level of the addressee while under way, or ''
  cycle          INTEGER NOT NULL,
  opened_on      INTEGER NOT NULL,
  due            INTEGER NOT NULL, -- next open date, 2147483647 for none
  due_what       TEXT NOT NULL
) STRICT;
CREATE INDEX case_no ON case_row (no); -- not unique: a number given twice is shown, never a reason to refuse a file
CREATE INDEX case_due ON case_row (due, seq);
CREATE INDEX case_handling ON case_row (handling, seq);
CREATE INDEX case_place ON case_row (place, seq);

-- Which offices see a case at all: what a sealed file to one of them may carry.
CREATE TABLE case_seen (
  office   TEXT NOT NULL,
  case_seq INTEGER NOT NULL,
  PRIMARY KEY (office, case_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_seen_case ON case_seen (case_seq);

CREATE TABLE case_words (
  seq INTEGER PRIMARY KEY,
  hay TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (
  hay, content = '', contentless_delete = 1, detail = none,
  tokenize = "unicode61 remove_diacritics 0"
);

CREATE TABLE promise_row (
  entry      BLOB PRIMARY KEY,
  case_seq   INTEGER NOT NULL,
  by_office  TEXT NOT NULL,
  due        INTEGER NOT NULL,
  settled_on INTEGER NOT NULL,  -- 0 while open
  kept       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX promise_due ON promise_row (settled_on, due);
CREATE INDEX promise_case ON promise_row (case_seq);

CREATE TABLE day_row (
  seq         INTEGER PRIMARY KEY,
  id          BLOB NOT NULL UNIQUE,
  village     TEXT NOT NULL,
  on_day      INTEGER NOT NULL,
  village_day INTEGER NOT NULL,
  opened      INTEGER NOT NULL,
  closed      INTEGER NOT NULL,
  visits      INTEGER NOT NULL,
  people      INTEGER NOT NULL,
  on_the_spot INTEGER NOT NULL
) STRICT;
CREATE INDEX day_on ON day_row (on_day, village);

CREATE TABLE fact (
  subject BLOB NOT NULL,
  kind    TEXT NOT NULL,
  on_day  INTEGER NOT NULL,
  office  TEXT NOT NULL,
  level   TEXT NOT NULL,
  good    INTEGER NOT NULL,
  count   INTEGER NOT NULL
) STRICT;
CREATE INDEX fact_subject ON fact (subject);
CREATE INDEX fact_on ON fact (on_day, kind, office, level, good, count, subject);

-- Who is known, and what went to and fro.
CREATE TABLE peer (
  office TEXT PRIMARY KEY,
  name   TEXT NOT NULL,
  level  TEXT NOT NULL,
  parent TEXT NOT NULL,
  card   BLOB NOT NULL,
  state  TEXT NOT NULL,       -- new, compared, revoked
  added  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sent (
  bundle    BLOB PRIMARY KEY,
  peer      TEXT NOT NULL,
  seq       INTEGER NOT NULL,
  digest    BLOB NOT NULL,
  file      TEXT NOT NULL,
  code      TEXT NOT NULL,    -- receipt code by telephone
  entries   INTEGER NOT NULL,
  written   INTEGER NOT NULL, -- civil day it came to a stick, 0 before
  delivered INTEGER NOT NULL, -- civil day, 0 until a receipt comes
  UNIQUE (peer, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE sent_entry (
  bundle BLOB NOT NULL REFERENCES sent (bundle),
  entry  BLOB NOT NULL,
  full   INTEGER NOT NULL,
  PRIMARY KEY (bundle, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE acked (
  peer  TEXT NOT NULL,
  entry BLOB NOT NULL,
  full  INTEGER NOT NULL,
  PRIMARY KEY (peer, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE taken (
  peer    TEXT NOT NULL,
  seq     INTEGER NOT NULL,
  bundle  BLOB NOT NULL UNIQUE,
  digest  BLOB NOT NULL,
  on_day  INTEGER NOT NULL,
  fresh   INTEGER NOT NULL,   -- entries that were new
  same    INTEGER NOT NULL,
  receipt BLOB NOT NULL,
  name    TEXT NOT NULL,      -- of the receipt file
  code    TEXT NOT NULL,      -- 8 digits to read out
  PRIMARY KEY (peer, seq)
) STRICT, WITHOUT ROWID;

-- Half-typed forms: local, never an entry.
CREATE TABLE draft (
  form  TEXT PRIMARY KEY,
  body  TEXT NOT NULL,
  saved INTEGER NOT NULL      -- unix seconds
) STRICT, WITHOUT ROWID;
