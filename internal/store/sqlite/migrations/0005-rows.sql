-- What is kept as JSON stands in tables in which it is put one behind the other: in a table without rowids it stands where
-- its id does, which is anywhere, and what is longer than a quarter of a page takes a page of its own.
ALTER TABLE reports RENAME TO reports_4;
CREATE TABLE reports (
	row  INTEGER PRIMARY KEY,
	id   TEXT NOT NULL UNIQUE,
	seq  INTEGER NOT NULL,
	json TEXT NOT NULL
);
INSERT INTO reports (id, seq, json) SELECT id, seq, json FROM reports_4 ORDER BY seq;
DROP TABLE reports_4;
CREATE INDEX reports_by_article ON reports (seq);

ALTER TABLE quotes RENAME TO quotes_4;
CREATE TABLE quotes (
	row       INTEGER PRIMARY KEY,
	id        TEXT NOT NULL UNIQUE,
	seq       INTEGER NOT NULL,
	article   TEXT NOT NULL,
	start     INTEGER NOT NULL,
	speaker   TEXT NOT NULL,
	published INTEGER NOT NULL,
	json      TEXT NOT NULL
);
INSERT INTO quotes (id, seq, article, start, speaker, published, json) SELECT id, seq, article, start, speaker, published, json FROM quotes_4 ORDER BY seq;
DROP TABLE quotes_4;
CREATE INDEX quotes_by_article ON quotes (seq);
CREATE INDEX quotes_by_speaker ON quotes (speaker, published, article, start, id);
CREATE INDEX quotes_by_date ON quotes (published, article, start, id);

-- Events keep the index of their ids in order, too; only the JSON is put elsewhere.
ALTER TABLE events RENAME TO events_4;
CREATE TABLE events (
	row       INTEGER PRIMARY KEY,
	id        TEXT NOT NULL UNIQUE,
	kind      TEXT NOT NULL,
	status    TEXT NOT NULL,
	date_from INTEGER NOT NULL,
	date_to   INTEGER NOT NULL,
	place     TEXT NOT NULL COLLATE NOCASE,
	country   TEXT NOT NULL,
	sources   INTEGER NOT NULL, -- independent ones
	conflicts INTEGER NOT NULL,
	verdict   TEXT NOT NULL,
	json      TEXT NOT NULL,    -- record.Event without its claims, which stand in the reports
	day       INTEGER NOT NULL GENERATED ALWAYS AS (iif(date_from = 0, date_to, date_from)) VIRTUAL,
	long      INTEGER NOT NULL GENERATED ALWAYS AS ((date_from = 0) <> (date_to = 0) OR date_to > date_from + 92) VIRTUAL
);
INSERT INTO events (id, kind, status, date_from, date_to, place, country, sources, conflicts, verdict, json)
	SELECT id, kind, status, date_from, date_to, place, country, sources, conflicts, verdict, json FROM events_4 ORDER BY day, id;
DROP TABLE events_4;
CREATE INDEX events_by_kind ON events (kind, day, id, status, country, date_from, date_to, sources, conflicts, verdict);
CREATE INDEX events_by_status ON events (status, day, id, kind, country, date_from, date_to, sources, conflicts, verdict);
CREATE INDEX events_by_day ON events (day, id, kind, status, country, date_from, date_to, sources, conflicts, verdict);
CREATE INDEX events_by_place ON events (place, day, id);
CREATE INDEX events_by_country ON events (country, day, id, kind, status, date_from, date_to, sources, conflicts, verdict);
CREATE INDEX events_in_conflict ON events (day, id) WHERE conflicts > 0;
CREATE INDEX events_of_many ON events (day, id) WHERE sources > 3;
CREATE INDEX events_long ON events (day, id, kind, status, country, date_from, date_to, sources, conflicts, verdict) WHERE long;
