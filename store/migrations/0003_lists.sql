-- Lists and search at a county's size. case_row, case_words and search are projections:
-- they are made anew, and all projections are written again after this step because
-- the rules version goes from meta.
DROP TABLE search;
DROP TABLE case_words;
DROP TABLE case_row;

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
  transit_to     TEXT NOT NULL,    -- level of the addressee while under way, or ''
  cycle          INTEGER NOT NULL,
  opened_on      INTEGER NOT NULL,
  due            INTEGER NOT NULL, -- next open date, 2147483647 for none
  due_what       TEXT NOT NULL,
  source         TEXT NOT NULL,
  handler        INTEGER NOT NULL, -- operator in handler_office, 0 unknown
  handler_office TEXT NOT NULL,    -- '' when handler is 0
  lead           TEXT NOT NULL,    -- lead cadre who answers for it now, or ''
  received_on    INTEGER NOT NULL,
  resolved_on    INTEGER NOT NULL, -- 0 while not resolved
  closed_on      INTEGER NOT NULL, -- 0 while not closed
  sensitive      INTEGER NOT NULL, -- only named handlers may read its words
  open   INTEGER NOT NULL AS (handling NOT IN ('HZ', 'HX')) VIRTUAL, -- neither closed nor voided
  town   TEXT NOT NULL AS (substr(place, 1, 9)) VIRTUAL,             -- the township of the place, or the place itself
  season INTEGER NOT NULL AS (opened_on / 92) VIRTUAL,               -- a window over opened_on is a few of these
  short  TEXT NOT NULL AS (substr(no, 14)) VIRTUAL                   -- "2026-0003A"
) STRICT;
CREATE INDEX case_no ON case_row (no); -- not unique: a number given twice is shown, never a reason to refuse a file
CREATE INDEX case_short ON case_row (short);

-- Newest first: one index for each filter; the row number stands at the end of every
-- index by itself, so each (value, open) is a list in order, and lists are merged.
CREATE INDEX case_open ON case_row (open);
CREATE INDEX case_handling ON case_row (handling, open);
CREATE INDEX case_resolution ON case_row (resolution, open);
CREATE INDEX case_level ON case_row (holder_level, open);
CREATE INDEX case_place ON case_row (place, open);
CREATE INDEX case_town ON case_row (town, open, seq, handling, resolution, category, source); -- what a county asks of a township
CREATE INDEX case_category ON case_row (category, open);
CREATE INDEX case_track ON case_row (track, open);
CREATE INDEX case_source ON case_row (source, open);
CREATE INDEX case_holder ON case_row (holder, open);
CREATE INDEX case_season ON case_row (season, open);
CREATE INDEX case_handler ON case_row (handler_office, handler, open) WHERE handler > 0;
CREATE INDEX case_lead ON case_row (lead, open) WHERE lead <> '';

-- Earliest due: only cases with an open date, few beside the closed ones, with every
-- filter in the index itself.
CREATE INDEX case_dated ON case_row (due, seq, open, handling, resolution, holder_level, place, category, track, source,
  holder, handler_office, handler, lead, opened_on) WHERE due < 2147483647;
CREATE INDEX case_dated_new ON case_row (seq, due) WHERE due < 2147483647;

-- What search looks through, apart from the rows that lists read. keys: one a line, with
-- a line break before and behind: pinyin as it is, "=2026-3a" parts of the number,
-- "@name|group" a party, "#digits" its telephone.
CREATE TABLE case_words (
  seq  INTEGER PRIMARY KEY,
  hay  TEXT NOT NULL,
  keys TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (
  head, body, content = '', contentless_delete = 1, detail = none,
  tokenize = "unicode61 remove_diacritics 0"
);

DELETE FROM meta WHERE key = 'rules';
