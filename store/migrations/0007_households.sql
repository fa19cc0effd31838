-- The roster of a village for picking a name: local, optional, never an entry, never in a
-- sealed file (domain 0.0, 9). No telephone, no number of a document, no counter.
CREATE TABLE villager (
  village TEXT NOT NULL,
  seq     INTEGER NOT NULL,   -- place in the roster as it was given, from 1
  name    TEXT NOT NULL,
  grp     TEXT NOT NULL,      -- 村组: 四组, '' unknown
  head    TEXT NOT NULL,      -- head of the household, '' unknown
  keys    TEXT NOT NULL,      -- spellings of the name, each behind a line feed
  PRIMARY KEY (village, seq)
) STRICT, WITHOUT ROWID;
