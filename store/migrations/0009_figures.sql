-- Figures, counts and lists at a county's size. All of it is projection and is written
-- anew after this step, because the rules version goes from meta.
--
-- The facts of one subject in the figures of one office, packed (factpack.go).
DROP TABLE fact;
CREATE TABLE fact_pack (
  subject BLOB NOT NULL,
  office  TEXT NOT NULL,
  facts   BLOB NOT NULL,
  PRIMARY KEY (subject, office)
) STRICT, WITHOUT ROWID;

-- In which stretches of 32 days such a pack has facts, and the stretch before that one,
-- so that a period reads each pack once, where it first meets it.
CREATE TABLE fact_in (
  office  TEXT NOT NULL,
  stretch INTEGER NOT NULL,
  subject BLOB NOT NULL,
  before  INTEGER NOT NULL,
  PRIMARY KEY (office, stretch, subject)
) STRICT, WITHOUT ROWID;

-- What a period needs of the time before it: what came to the stock and left it by day,
-- the leads and until when they last, and the cases that were ever analysed.
CREATE TABLE fact_day (
  office   TEXT NOT NULL,
  on_day   INTEGER NOT NULL,
  stock    INTEGER NOT NULL,
  resolved INTEGER NOT NULL,
  PRIMARY KEY (office, on_day)
) STRICT, WITHOUT ROWID;
CREATE TABLE fact_lead (
  office  TEXT NOT NULL,
  until   INTEGER NOT NULL,        -- 2147483647 while it lasts
  since   INTEGER NOT NULL,
  mark    TEXT NOT NULL,           -- the lead's entry
  subject BLOB NOT NULL,
  PRIMARY KEY (office, until, since, mark, subject)
) STRICT, WITHOUT ROWID;
CREATE TABLE fact_ever (
  office   TEXT NOT NULL,
  analysed INTEGER NOT NULL,       -- first at a meeting
  subject  BLOB NOT NULL,
  changed  INTEGER NOT NULL,       -- last day of any fact of it
  stands   INTEGER NOT NULL,       -- 0 voided, 1 not resolved, 2 resolved
  PRIMARY KEY (office, analysed, subject)
) STRICT, WITHOUT ROWID;

-- The row of a list in one piece; the other columns are for conditions.
ALTER TABLE case_row ADD COLUMN packed BLOB NOT NULL DEFAULT x'';

-- How many cases there are: counted by triggers, so that whatever writes a row counts it.
CREATE TABLE case_count (
  handling   TEXT NOT NULL,
  resolution TEXT NOT NULL,
  n          INTEGER NOT NULL,
  PRIMARY KEY (handling, resolution)
) STRICT, WITHOUT ROWID;
CREATE TABLE case_count_due (          -- of the open ones with an open date
  due INTEGER PRIMARY KEY,
  n   INTEGER NOT NULL
) STRICT;
CREATE TRIGGER case_counted AFTER INSERT ON case_row BEGIN
  INSERT INTO case_count (handling, resolution, n) VALUES (new.handling, new.resolution, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO case_count_due (due, n) SELECT new.due, 1 WHERE new.handling NOT IN ('HZ', 'HX') AND new.due < 2147483647
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER case_uncounted AFTER DELETE ON case_row BEGIN
  UPDATE case_count SET n = n - 1 WHERE handling = old.handling AND resolution = old.resolution;
  UPDATE case_count_due SET n = n - 1 WHERE due = old.due AND old.handling NOT IN ('HZ', 'HX');
  DELETE FROM case_count_due WHERE due = old.due AND n = 0;
END;
CREATE TRIGGER case_recounted AFTER UPDATE OF handling, resolution, due ON case_row BEGIN
  UPDATE case_count SET n = n - 1 WHERE handling = old.handling AND resolution = old.resolution;
  UPDATE case_count_due SET n = n - 1 WHERE due = old.due AND old.handling NOT IN ('HZ', 'HX');
  DELETE FROM case_count_due WHERE due = old.due AND n = 0;
  INSERT INTO case_count (handling, resolution, n) VALUES (new.handling, new.resolution, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO case_count_due (due, n) SELECT new.due, 1 WHERE new.handling NOT IN ('HZ', 'HX') AND new.due < 2147483647
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
INSERT INTO case_count (handling, resolution, n) SELECT handling, resolution, count(*) FROM case_row GROUP BY handling, resolution;
INSERT INTO case_count_due (due, n) SELECT due, count(*) FROM case_row WHERE open = 1 AND due < 2147483647 GROUP BY due;

-- The village days of one village.
CREATE INDEX day_village ON day_row (village, on_day);

DELETE FROM meta WHERE key = 'rules';
