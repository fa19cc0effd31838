-- Search over visits that never became a case, and over the names of a case's
-- attachments. place is the civil day and, below it, the number of the visit's entry in
-- the journal, so that the index itself gives the newest day first. keys: one a line, with
-- a line break before and behind: pinyin as it is, "~land" the category. All projections
-- are written anew after this step.
CREATE TABLE visit_row (
  place   INTEGER PRIMARY KEY,
  id      BLOB NOT NULL UNIQUE,  -- entry of the visit
  day_seq INTEGER NOT NULL,      -- seq of its day in day_row
  village TEXT NOT NULL,
  on_day  INTEGER NOT NULL,
  hay     TEXT NOT NULL,
  keys    TEXT NOT NULL
) STRICT;
CREATE INDEX visit_day ON visit_row (day_seq);

CREATE VIRTUAL TABLE visit_search USING fts5 (
  words, content = '', contentless_delete = 1, detail = none,
  tokenize = "unicode61 remove_diacritics 0"
);

DELETE FROM meta WHERE key = 'rules';
