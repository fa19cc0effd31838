-- Every card that is or was held, of other offices and of this one: an office that
-- changed its keys has several. The table peer keeps the one that files are sealed for.
CREATE TABLE card (
  id       INTEGER PRIMARY KEY,
  office   TEXT NOT NULL,
  file     BLOB NOT NULL,
  state    TEXT NOT NULL,      -- new, compared, revoked; own for an earlier card of ours
  last_seq INTEGER NOT NULL,   -- revoked: the last number still believed
  asked    TEXT NOT NULL,      -- new: the groups drawn to be typed, "1 4"
  how      TEXT NOT NULL,      -- compared: groups, all, kit
  by_whom  INTEGER NOT NULL,   -- operator who compared or revoked, 0 none
  on_day   INTEGER NOT NULL,   -- civil day of that, 0 none
  added    INTEGER NOT NULL
) STRICT;
CREATE INDEX card_office ON card (office, id);

INSERT INTO card (office, file, state, last_seq, asked, how, by_whom, on_day, added)
  SELECT office, card, state, 0, '', 'all', 0, added, added FROM peer ORDER BY office;

-- The highest roster of the county that was seen.
CREATE TABLE roster (
  version INTEGER PRIMARY KEY,
  file    BLOB NOT NULL,
  on_day  INTEGER NOT NULL
) STRICT;
