-- Fails, and leaves the table as it was, where two notes have the same title.
ALTER TABLE notes ADD CONSTRAINT notes_title_unique UNIQUE (title);
