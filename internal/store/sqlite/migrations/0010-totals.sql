-- How many rows there are of what is asked for often and takes long to count.
CREATE TABLE totals (
	what TEXT PRIMARY KEY,
	n    INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO totals SELECT 'quotes', count(*) FROM quotes;
