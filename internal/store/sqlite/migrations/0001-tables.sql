-- Articles are kept as they were read in; seq ties what belongs to an article to it, and is never shown.
CREATE TABLE articles (
	seq             INTEGER PRIMARY KEY,
	id              TEXT NOT NULL UNIQUE,
	url             TEXT NOT NULL,
	outlet          TEXT NOT NULL,
	title           TEXT NOT NULL,
	byline          TEXT NOT NULL,
	published_from  INTEGER NOT NULL, -- days since 0000-12-31, 0 where unknown; so in all tables
	published_to    INTEGER NOT NULL,
	published_grain INTEGER NOT NULL,
	published_basis INTEGER NOT NULL,
	language        TEXT NOT NULL,
	text            TEXT NOT NULL
);

-- What reading found of an article itself.
CREATE TABLE readings (
	seq             INTEGER PRIMARY KEY, -- of the article
	url             TEXT NOT NULL,
	outlet          TEXT NOT NULL,
	title           TEXT NOT NULL,
	byline          TEXT NOT NULL,
	published_from  INTEGER NOT NULL,
	published_to    INTEGER NOT NULL,
	published_grain INTEGER NOT NULL,
	published_basis INTEGER NOT NULL,
	language        TEXT NOT NULL,
	sketch          BLOB NOT NULL,
	actors          TEXT NOT NULL -- JSON list of record.Actor
);
CREATE INDEX readings_by_date ON readings (published_from);

CREATE TABLE reports (
	id   TEXT PRIMARY KEY,
	seq  INTEGER NOT NULL,
	json TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX reports_by_article ON reports (seq);

CREATE TABLE quotes (
	id        TEXT PRIMARY KEY,
	seq       INTEGER NOT NULL,
	article   TEXT NOT NULL,
	start     INTEGER NOT NULL,
	speaker   TEXT NOT NULL,
	published INTEGER NOT NULL,
	json      TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX quotes_by_article ON quotes (seq);
CREATE INDEX quotes_by_speaker ON quotes (speaker, published);
CREATE INDEX quotes_by_date ON quotes (published);

CREATE TABLE quotes_about (
	actor TEXT NOT NULL,
	quote TEXT NOT NULL,
	PRIMARY KEY (actor, quote)
) WITHOUT ROWID;
CREATE INDEX quotes_about_by_quote ON quotes_about (quote);

CREATE TABLE events (
	id        TEXT PRIMARY KEY,
	kind      TEXT NOT NULL,
	status    TEXT NOT NULL,
	date_from INTEGER NOT NULL,
	date_to   INTEGER NOT NULL,
	place     TEXT NOT NULL COLLATE NOCASE,
	country   TEXT NOT NULL,
	sources   INTEGER NOT NULL, -- independent ones
	conflicts INTEGER NOT NULL,
	json      TEXT NOT NULL     -- record.Event without its claims, which stand in the reports
) WITHOUT ROWID;
CREATE INDEX events_by_kind ON events (kind, date_from);
CREATE INDEX events_by_status ON events (status, date_from);
CREATE INDEX events_by_date ON events (date_from);
CREATE INDEX events_by_place ON events (place, date_from);
CREATE INDEX events_by_country ON events (country, date_from);
CREATE INDEX events_in_conflict ON events (conflicts) WHERE conflicts > 0;

-- The ids of the parties of an event, and their countries.
CREATE TABLE event_parties (
	party TEXT NOT NULL,
	event TEXT NOT NULL,
	PRIMARY KEY (party, event)
) WITHOUT ROWID;
CREATE INDEX event_parties_by_event ON event_parties (event);

CREATE TABLE actors (
	id      TEXT PRIMARY KEY,
	kind    TEXT NOT NULL,
	country TEXT NOT NULL,
	json    TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE actor_names (
	name  TEXT NOT NULL COLLATE NOCASE,
	actor TEXT NOT NULL,
	PRIMARY KEY (name, actor)
) WITHOUT ROWID;
CREATE INDEX actor_names_by_actor ON actor_names (actor);

CREATE TABLE judgments (
	number INTEGER PRIMARY KEY AUTOINCREMENT,
	at     TEXT NOT NULL,
	by     TEXT NOT NULL,
	action TEXT NOT NULL,
	target TEXT NOT NULL,
	value  TEXT NOT NULL,
	reason TEXT NOT NULL
);
CREATE INDEX judgments_by_target ON judgments (target);

CREATE TABLE meta (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
) WITHOUT ROWID;

-- The words of articles. The texts themselves stand in the tables above, joined by the view.
CREATE VIEW searchable AS
	SELECT r.seq AS seq, r.title AS title, r.outlet AS outlet, r.byline AS byline, a.text AS text
	FROM readings AS r JOIN articles AS a ON a.seq = r.seq;
CREATE VIRTUAL TABLE words USING fts5 (
	title, outlet, byline, text,
	content = 'searchable', content_rowid = 'seq', tokenize = 'porter unicode61 remove_diacritics 2'
);
