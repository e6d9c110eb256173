-- What it takes to settle some articles without looking at the others. All of it can be computed anew.

-- Articles whose reading the events do not know of yet.
CREATE TABLE pending (
	article TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE traces (
	report  TEXT PRIMARY KEY,
	article TEXT NOT NULL,
	parent  TEXT NOT NULL,
	block   TEXT NOT NULL,
	rank    INTEGER NOT NULL,
	keys    BLOB NOT NULL, -- eight bytes each, little-endian
	data    BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX traces_by_article ON traces (article);
CREATE INDEX traces_by_block ON traces (block);

CREATE TABLE trace_keys (
	key    INTEGER NOT NULL,
	rank   INTEGER NOT NULL,
	report TEXT NOT NULL,
	PRIMARY KEY (key, rank, report)
) WITHOUT ROWID;

-- The event of each report.
CREATE TABLE event_reports (
	report TEXT PRIMARY KEY,
	event  TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX event_reports_by_event ON event_reports (event);
INSERT OR IGNORE INTO event_reports (report, event) SELECT r.value, e.id FROM events AS e, json_each(e.json, '$.reports') AS r;

-- How many articles say what of an actor.
CREATE TABLE tallies (
	actor TEXT NOT NULL,
	field TEXT NOT NULL,
	value TEXT NOT NULL,
	day   INTEGER NOT NULL,
	n     INTEGER NOT NULL,
	PRIMARY KEY (actor, field, value, day)
) WITHOUT ROWID;

-- All articles are to be settled.
INSERT INTO meta (key, value) SELECT 'unsettled', '1' FROM readings LIMIT 1 ON CONFLICT (key) DO UPDATE SET value = excluded.value;
