-- What belongs to an article has a row number that begins with that of the article: 1048576 * articles.seq + its place, from 1.
-- What is put together then stands together, and an index over ids, every entry of which would go to another page, is
-- needed for articles alone.

ALTER TABLE reports RENAME TO reports_7;
CREATE TABLE reports (
	row  INTEGER PRIMARY KEY,
	json TEXT NOT NULL
);
INSERT INTO reports SELECT (r.seq << 20) + CAST(substr(r.id, length(a.id) + 2) AS INTEGER), r.json
	FROM reports_7 AS r JOIN articles AS a ON a.seq = r.seq ORDER BY 1;
DROP TABLE reports_7;

ALTER TABLE quotes RENAME TO quotes_7;
CREATE TABLE quotes (
	row       INTEGER PRIMARY KEY,
	id        TEXT NOT NULL,
	article   TEXT NOT NULL,
	start     INTEGER NOT NULL,
	speaker   TEXT NOT NULL,
	published INTEGER NOT NULL,
	json      TEXT NOT NULL
);
INSERT INTO quotes SELECT (q.seq << 20) + CAST(substr(q.id, length(q.article) + 3) AS INTEGER), q.id, q.article, q.start, q.speaker, q.published, q.json
	FROM quotes_7 AS q ORDER BY 1;
DROP TABLE quotes_7;
CREATE INDEX quotes_by_speaker ON quotes (speaker, published, article, start, id);
CREATE INDEX quotes_by_date ON quotes (published, article, start, id);
DROP INDEX quotes_about_by_quote;

-- tree is the row of the report at the root, which names the block.
ALTER TABLE traces RENAME TO traces_7;
CREATE TABLE traces (
	row    INTEGER PRIMARY KEY, -- of the report
	report TEXT NOT NULL,
	parent TEXT NOT NULL,
	block  TEXT NOT NULL,
	tree   INTEGER, -- row of the report that the block is named after
	rank   INTEGER NOT NULL,
	keys   BLOB NOT NULL, -- eight bytes each, little-endian
	data   BLOB NOT NULL
);
INSERT INTO traces SELECT (a.seq << 20) + CAST(substr(t.report, length(a.id) + 2) AS INTEGER), t.report, t.parent, t.block,
		(SELECT (b.seq << 20) + CAST(substr(t.block, length(b.id) + 2) AS INTEGER) FROM articles AS b WHERE b.id = substr(t.block, 1, instr(t.block, '.') - 1)),
		t.rank, t.keys, t.data
	FROM traces_7 AS t JOIN articles AS a ON a.id = t.article ORDER BY 1;
DROP TABLE traces_7;
CREATE INDEX traces_by_tree ON traces (tree);

-- Of one rank the ids decide, so they stay.
ALTER TABLE trace_keys RENAME TO trace_keys_7;
CREATE TABLE trace_keys (
	key    INTEGER NOT NULL,
	rank   INTEGER NOT NULL,
	report TEXT NOT NULL,
	row    INTEGER NOT NULL,
	PRIMARY KEY (key, rank, report)
) WITHOUT ROWID;
INSERT INTO trace_keys SELECT k.key, k.rank, k.report, (a.seq << 20) + CAST(substr(k.report, length(a.id) + 2) AS INTEGER)
	FROM trace_keys_7 AS k JOIN articles AS a ON a.id = substr(k.report, 1, instr(k.report, '.') - 1) ORDER BY 1, 2, 3;
DROP TABLE trace_keys_7;

-- The event of each report, by its number in found. Events tell their reports.
DROP TABLE event_reports;
CREATE TABLE event_reports (
	row   INTEGER PRIMARY KEY,
	event INTEGER NOT NULL
);

-- What goes by days is wanted of the last day alone, however long an actor has been known.
ALTER TABLE tallies RENAME TO tallies_7;
CREATE TABLE tallies (
	actor TEXT NOT NULL,
	day   INTEGER NOT NULL, -- 0 for what does not go by days
	field TEXT NOT NULL,
	value TEXT NOT NULL,
	n     INTEGER NOT NULL,
	PRIMARY KEY (actor, day, field, value)
) WITHOUT ROWID;
INSERT INTO tallies (actor, day, field, value, n) SELECT actor, day, field, value, n FROM tallies_7 ORDER BY 1, 2, 3, 4;
DROP TABLE tallies_7;

ALTER TABLE change_articles RENAME TO change_articles_7;
CREATE TABLE change_articles (
	article INTEGER NOT NULL, -- its number
	change  INTEGER NOT NULL,
	PRIMARY KEY (article, change)
) WITHOUT ROWID;
INSERT INTO change_articles SELECT a.seq, c.change FROM change_articles_7 AS c JOIN articles AS a ON a.id = c.article ORDER BY 1, 2;
DROP TABLE change_articles_7;
CREATE INDEX change_articles_by_change ON change_articles (change, article);
