-- What an analyst has found of an event: accept, reject, or nothing.
ALTER TABLE events ADD COLUMN verdict TEXT NOT NULL DEFAULT '';

-- What has changed in the events, step by step. History is never computed anew, and nothing else depends on it but the
-- way from an id that an event had to the one that it has.
CREATE TABLE steps (
	number  INTEGER PRIMARY KEY AUTOINCREMENT,
	at      TEXT NOT NULL, -- RFC 3339, in UTC
	program TEXT NOT NULL,
	cause   TEXT NOT NULL  -- read, judge, rebuild
);

CREATE TABLE changes (
	seq   INTEGER PRIMARY KEY,
	step  INTEGER NOT NULL,
	event TEXT NOT NULL,
	json  TEXT NOT NULL -- store.Change without event and articles
);
CREATE INDEX changes_by_event ON changes (event);
CREATE INDEX changes_by_step ON changes (step);

-- The articles by which an event changed: those of reports that it gained or lost.
CREATE TABLE change_articles (
	article TEXT NOT NULL,
	change  INTEGER NOT NULL,
	PRIMARY KEY (article, change)
) WITHOUT ROWID;
CREATE INDEX change_articles_by_change ON change_articles (change);
