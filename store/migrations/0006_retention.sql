-- The terms of closed files, apart from the rows that lists show. A file that is sealed
-- off (封存) has its row here alone: it is in no list and no search, whatever asks.
-- All projections are written anew after this step.
CREATE TABLE retention (
  seq        INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,
  no         TEXT NOT NULL,
  class      TEXT NOT NULL,
  ended      INTEGER NOT NULL,
  until      INTEGER NOT NULL,    -- last day of the term, 2147483647 for none
  into_case  BLOB NOT NULL,       -- merged into this case, whose term it shares, or x''
  sealed_off INTEGER NOT NULL,    -- since when, 0 while it may be used
  words      INTEGER NOT NULL,    -- bodies of personal text that are here
  newer      INTEGER NOT NULL     -- it holds entries that only a newer program reads
) STRICT;
CREATE INDEX retention_until ON retention (until) WHERE words > 0 AND into_case = x'';
CREATE INDEX retention_into ON retention (seq) WHERE words > 0 AND into_case <> x'';
CREATE INDEX retention_sealed ON retention (sealed_off, no) WHERE sealed_off > 0;

DELETE FROM meta WHERE key = 'rules';
