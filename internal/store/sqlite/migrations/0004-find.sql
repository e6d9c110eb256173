-- What events are found by. An event has a number here, which it keeps as long as it is there.
CREATE TABLE found (
	seq      INTEGER PRIMARY KEY,
	event    TEXT NOT NULL UNIQUE,
	day      INTEGER NOT NULL, -- the first that is known, 0 where there is no date
	last     INTEGER NOT NULL, -- the last, a year after the first at most
	sources  INTEGER NOT NULL, -- independent ones
	standing INTEGER NOT NULL, -- no analyst has rejected it
	marks    BLOB NOT NULL     -- their numbers as uvarints, in order
);

-- A mark is a field and a value that an event can have: "kind=CONSULT", "party=FRA". Every event has the mark "".
CREATE TABLE marks (
	id     INTEGER PRIMARY KEY,
	mark   TEXT NOT NULL UNIQUE,
	events INTEGER NOT NULL DEFAULT 0
);

-- The events of each mark in order of day.
CREATE TABLE marked (
	mark INTEGER NOT NULL,
	day  INTEGER NOT NULL,
	seq  INTEGER NOT NULL,
	PRIMARY KEY (mark, day, seq)
) WITHOUT ROWID;

-- Which article tells which event, both by their numbers.
CREATE TABLE told (
	event   INTEGER NOT NULL,
	article INTEGER NOT NULL,
	PRIMARY KEY (event, article)
) WITHOUT ROWID;
CREATE INDEX told_by_article ON told (article, event);

-- The words of events: the summary; names of parties and place, and topics; the sentences that tell it.
CREATE VIRTUAL TABLE event_words USING fts5 (
	summary, names, words,
	tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE INDEX readings_by_language ON readings (language, published_from, article);
