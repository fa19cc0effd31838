-- The people of the office and how they sign in: local, never an entry, never in a
-- sealed file. Rows are never deleted: old entries name their writer by number.
CREATE TABLE operator (
  number   INTEGER PRIMARY KEY,
  name     TEXT NOT NULL,
  role     TEXT NOT NULL,
  active   INTEGER NOT NULL,
  secret   TEXT NOT NULL,     -- Argon2id of the keyed PIN, '' without one
  wrong    INTEGER NOT NULL,  -- tries since the last right one
  wrong_at INTEGER NOT NULL   -- unix seconds by the PC's clock of the last of them, 0 none
) STRICT;

INSERT INTO operator (number, name, role, active, secret, wrong, wrong_at)
  SELECT json_extract(p.value, '$.number'), json_extract(p.value, '$.name'), json_extract(p.value, '$.role'), 1, '', 0, 0
  FROM meta, json_each(CASE WHEN json_valid(meta.value) THEN meta.value ELSE '[]' END) AS p
  WHERE meta.key = 'operators';
DELETE FROM meta WHERE key = 'operators';
