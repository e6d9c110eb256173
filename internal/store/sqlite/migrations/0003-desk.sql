-- What lists are ordered and cut by stands in columns and indexes of its own, and what is counted often is kept counted.

-- The day by which events stand in order: the first or, where only that is known, the last; 0 of those without a date.
-- long marks what goes on for more than a quarter of a year, or is open at one end: few, so that a search for what may
-- have happened within a time need not look at all that began before.
ALTER TABLE events ADD COLUMN day INTEGER NOT NULL GENERATED ALWAYS AS (iif(date_from = 0, date_to, date_from)) VIRTUAL;
ALTER TABLE events ADD COLUMN long INTEGER NOT NULL GENERATED ALWAYS AS ((date_from = 0) <> (date_to = 0) OR date_to > date_from + 92) VIRTUAL;
DROP INDEX events_by_kind;
DROP INDEX events_by_status;
DROP INDEX events_by_date;
DROP INDEX events_by_place;
DROP INDEX events_by_country;
DROP INDEX events_in_conflict;
CREATE INDEX events_by_kind ON events (kind, day, id, status, country, date_from, date_to, sources, conflicts, verdict);
CREATE INDEX events_by_status ON events (status, day, id, kind, country, date_from, date_to, sources, conflicts, verdict);
CREATE INDEX events_by_day ON events (day, id, kind, status, country, date_from, date_to, sources, conflicts, verdict);
CREATE INDEX events_by_place ON events (place, day, id);
CREATE INDEX events_by_country ON events (country, day, id, kind, status, date_from, date_to, sources, conflicts, verdict);
CREATE INDEX events_in_conflict ON events (day, id) WHERE conflicts > 0;
CREATE INDEX events_of_many ON events (day, id) WHERE sources > 3;
CREATE INDEX events_long ON events (day, id, kind, status, country, date_from, date_to, sources, conflicts, verdict) WHERE long;

-- The ids of the parties of an event, and their countries, with what events are often asked for.
DROP TABLE event_parties;
CREATE TABLE event_parties (
	party     TEXT NOT NULL,
	day       INTEGER NOT NULL,
	event     TEXT NOT NULL,
	kind      TEXT NOT NULL,
	status    TEXT NOT NULL,
	country   TEXT NOT NULL,
	date_from INTEGER NOT NULL,
	date_to   INTEGER NOT NULL,
	sources   INTEGER NOT NULL,
	conflicts INTEGER NOT NULL,
	verdict   TEXT NOT NULL,
	PRIMARY KEY (party, day, event)
) WITHOUT ROWID;

-- Every two of these of one event; a comes before b.
CREATE TABLE event_pairs (
	a     TEXT NOT NULL,
	b     TEXT NOT NULL,
	day   INTEGER NOT NULL,
	event TEXT NOT NULL,
	PRIMARY KEY (a, b, day, event)
) WITHOUT ROWID;

-- How many events of a party (b is empty), of two, or in all (a and b are empty) are in a month: 0 of what has no date or
-- goes on for more than a month. Events that an analyst has rejected are not counted.
CREATE TABLE counts (
	a      TEXT NOT NULL,
	b      TEXT NOT NULL,
	month  INTEGER NOT NULL, -- 12 * year + month - 1
	kind   TEXT NOT NULL,
	status TEXT NOT NULL,
	events INTEGER NOT NULL,
	score  INTEGER NOT NULL, -- tenths of PLOVER scores, added up
	PRIMARY KEY (a, b, month, kind, status)
) WITHOUT ROWID;

-- The same of each two states, or organisations without a state, for what took place.
CREATE TABLE dyads (
	month  INTEGER NOT NULL,
	a      TEXT NOT NULL,
	b      TEXT NOT NULL,
	events INTEGER NOT NULL,
	score  INTEGER NOT NULL,
	PRIMARY KEY (month, a, b)
) WITHOUT ROWID;

-- The same of each two parties in all months, from either side.
CREATE TABLE partners (
	a      TEXT NOT NULL,
	b      TEXT NOT NULL,
	events INTEGER NOT NULL,
	score  INTEGER NOT NULL,
	PRIMARY KEY (a, b)
) WITHOUT ROWID;

-- Articles in the order in which they are listed.
ALTER TABLE readings ADD COLUMN article TEXT NOT NULL DEFAULT '';
UPDATE readings SET article = (SELECT id FROM articles WHERE articles.seq = readings.seq);
DROP INDEX readings_by_date;
CREATE INDEX readings_by_date ON readings (published_from, article);
CREATE INDEX readings_by_outlet ON readings (outlet, published_from, article);

-- Quotes likewise.
DROP INDEX quotes_by_speaker;
DROP INDEX quotes_by_date;
CREATE INDEX quotes_by_speaker ON quotes (speaker, published, article, start, id);
CREATE INDEX quotes_by_date ON quotes (published, article, start, id);
ALTER TABLE quotes_about RENAME TO quotes_about_2;
CREATE TABLE quotes_about (
	actor     TEXT NOT NULL,
	published INTEGER NOT NULL,
	article   TEXT NOT NULL,
	start     INTEGER NOT NULL,
	quote     TEXT NOT NULL,
	PRIMARY KEY (actor, published, article, start, quote)
) WITHOUT ROWID;
INSERT INTO quotes_about SELECT o.actor, q.published, q.article, q.start, q.id FROM quotes_about_2 AS o JOIN quotes AS q ON q.id = o.quote;
DROP TABLE quotes_about_2;
CREATE INDEX quotes_about_by_quote ON quotes_about (quote);

CREATE INDEX actors_by_country ON actors (country, id);
CREATE INDEX steps_by_time ON steps (at);
