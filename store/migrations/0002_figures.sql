-- Facts got a done day, the highest level, the track and a mark; all projections are
-- written anew after this step, because no rules version stands in meta.
DROP TABLE fact;
CREATE TABLE fact (
  subject BLOB NOT NULL,
  kind    TEXT NOT NULL,
  on_day  INTEGER NOT NULL,
  done    INTEGER NOT NULL,
  office  TEXT NOT NULL,
  level   TEXT NOT NULL,
  top     TEXT NOT NULL,
  track   TEXT NOT NULL,
  mark    TEXT NOT NULL,
  good    INTEGER NOT NULL,
  count   INTEGER NOT NULL
) STRICT;
CREATE INDEX fact_subject ON fact (subject);
CREATE INDEX fact_on ON fact (on_day, kind);

-- The few subjects that are neither case nor day: meetings, supervisions, rules, reports.
CREATE INDEX entry_other ON entry (subject_kind, seq) WHERE subject_kind NOT IN ('case', 'day');
