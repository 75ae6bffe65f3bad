-- Nullable, so that tasks of the release before can still write while this one rolls out.
ALTER TABLE notes ADD COLUMN author text;
CREATE INDEX notes_created_at ON notes (created_at);
