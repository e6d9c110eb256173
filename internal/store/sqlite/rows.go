package sqlite

import (
	"fmt"
	"strconv"
	"strings"

	"chancery/internal/record"
	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
)

// rowBits are those of a row number that count the reports or quotes of one article; the number of the article stands above.
const rowBits = 20

// rowsOf is the first and the last row number that what belongs to an article can have.
func rowsOf(seq int64) (first, last int64) { return seq << rowBits, (seq+1)<<rowBits - 1 }

// partsOf splits the id of a report or quote into that of its article and its place there.
func partsOf(id record.ID) (article record.ID, place int64, ok bool) {
	dot := strings.LastIndexByte(string(id), '.')
	if dot < 0 {
		return "", 0, false
	}
	n, err := strconv.ParseInt(strings.TrimPrefix(string(id[dot+1:]), "q"), 10, 64)
	return id[:dot], n, err == nil && n > 0 && n < 1<<rowBits
}

// row is the row number of a report or quote, or store.ErrNotFound where there is no such article.
func (t *tx) row(id record.ID) (int64, error) {
	article, place, ok := partsOf(id)
	if !ok {
		return 0, store.ErrNotFound
	}
	seq, err := t.seq(article)
	return seq<<rowBits | place, err
}

// newRow is the row number of what is put with an article.
func newRow(seq int64, article, id record.ID) (int64, error) {
	of, place, ok := partsOf(id)
	if !ok || of != article {
		return 0, fmt.Errorf("%q is no id of a part of article %s", id, article)
	}
	return seq<<rowBits | place, nil
}

// rememberedArticles is of how many articles the numbers are remembered.
const rememberedArticles = 20_000

// seq is the number of an article, or store.ErrNotFound.
func (t *tx) seq(id record.ID) (seq int64, err error) {
	if seq = t.seqs[id]; seq != 0 {
		return seq, nil
	}
	err = t.rows("SELECT seq FROM articles WHERE id = ?", []any{string(id)}, func(stmt *sqlite.Stmt) error {
		seq = stmt.ColumnInt64(0)
		return nil
	})
	if err != nil {
		return 0, err
	}
	if seq == 0 {
		return 0, store.ErrNotFound
	}
	if t.seqs == nil || len(t.seqs) >= rememberedArticles {
		t.seqs = map[record.ID]int64{}
	}
	t.seqs[id] = seq
	return seq, nil
}
