-- Contents of attachments, once each, by the SM3 of the content. Which entries name
-- them stands in attached; how often is never stored.
CREATE TABLE attachment (
  digest BLOB PRIMARY KEY,
  size   INTEGER NOT NULL,
  file   TEXT NOT NULL,   -- name in the files folder; '' when attachment_bytes has the content
  key    BLOB NOT NULL    -- of that file alone; x'' for bytes here
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment_bytes (
  id     INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE REFERENCES attachment (digest) ON DELETE CASCADE,
  bytes  BLOB NOT NULL
) STRICT;

-- Projection: the contents that entries name, here or not.
CREATE TABLE attached (
  entry   BLOB PRIMARY KEY,
  subject BLOB NOT NULL,
  digest  BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attached_subject ON attached (subject);
CREATE INDEX attached_digest ON attached (digest);

-- What went with a sealed file, and which contents an office is known to have.
CREATE TABLE sent_attachment (
  bundle BLOB NOT NULL,
  digest BLOB NOT NULL,
  PRIMARY KEY (bundle, digest)
) STRICT, WITHOUT ROWID;
CREATE TABLE acked_attachment (
  peer   TEXT NOT NULL,
  digest BLOB NOT NULL,
  PRIMARY KEY (peer, digest)
) STRICT, WITHOUT ROWID;
