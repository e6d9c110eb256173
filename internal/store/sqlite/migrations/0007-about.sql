-- Who spoke stands beside whom the words are about, so that what one says of another is found though both speak much.
ALTER TABLE quotes_about RENAME TO quotes_about_6;
CREATE TABLE quotes_about (
	actor     TEXT NOT NULL,
	published INTEGER NOT NULL,
	article   TEXT NOT NULL,
	start     INTEGER NOT NULL,
	quote     TEXT NOT NULL,
	speaker   TEXT NOT NULL,
	PRIMARY KEY (actor, published, article, start, quote)
) WITHOUT ROWID;
INSERT INTO quotes_about SELECT o.actor, o.published, o.article, o.start, o.quote, q.speaker FROM quotes_about_6 AS o JOIN quotes AS q ON q.id = o.quote
	ORDER BY o.actor, o.published, o.article, o.start, o.quote;
DROP TABLE quotes_about_6;
CREATE INDEX quotes_about_by_quote ON quotes_about (quote);
CREATE INDEX quotes_about_by_speaker ON quotes_about (speaker, actor, published, article, start, quote);
