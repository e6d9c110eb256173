-- Every two parties of one event, with what is counted of what passes between them: a dossier counts along these rows. itself
-- says which of them is a party itself, or by an office or ministry, rather than as the country of somebody: 1 is a, 2 is b, 3
-- are both.
DROP TABLE event_pairs;
CREATE TABLE event_pairs (
	a         TEXT NOT NULL,
	b         TEXT NOT NULL,
	day       INTEGER NOT NULL,
	event     TEXT NOT NULL,
	kind      TEXT NOT NULL,
	status    TEXT NOT NULL,
	format    TEXT NOT NULL,
	date_from INTEGER NOT NULL,
	date_to   INTEGER NOT NULL,
	place     TEXT NOT NULL,
	score     INTEGER NOT NULL, -- tenths of the PLOVER score
	itself    INTEGER NOT NULL,
	verdict   TEXT NOT NULL,
	PRIMARY KEY (a, b, day, event)
) WITHOUT ROWID;
