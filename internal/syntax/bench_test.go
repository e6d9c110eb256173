package syntax

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/model"
	"chancery/internal/sentence"
	"chancery/internal/text"
	"chancery/internal/token"
)

// articles are those of the project's own corpus.
func articles(tb testing.TB) (all []string) {
	tb.Helper()
	err := filepath.WalkDir(filepath.Join("..", "..", "corpus"), func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".txt" {
			return err
		}
		b, err := os.ReadFile(path)
		all = append(all, string(b))
		return err
	})
	if err != nil || len(all) < 10 {
		tb.Fatal(len(all), " articles, ", err)
	}
	return all
}

// BenchmarkReading measures words a second on one core, from the texts of articles to trees and name tags, and of the trees alone.
func BenchmarkReading(b *testing.B) {
	sp, err := lexicon.LoadSpelling()
	if err != nil {
		b.Fatal(err)
	}
	m, err := model.Default()
	if err != nil {
		b.Fatal(err)
	}
	lex, texts := &lexicon.Lexicon{Spelling: sp}, articles(b)
	split := func(s string) *doc.Document {
		src, err := text.NewSource(s)
		if err != nil {
			b.Fatal(err)
		}
		d := &doc.Document{Source: src}
		token.Annotate(d, lex)
		sentence.Annotate(d, lex)
		return d
	}
	var docs []*doc.Document
	for _, s := range texts {
		docs = append(docs, split(s))
	}
	for _, c := range []struct {
		name string
		read func(i int) *doc.Document
	}{
		{"text", func(i int) *doc.Document { return split(texts[i]) }},
		{"trees", func(i int) *doc.Document { return docs[i] }},
	} {
		b.Run(c.name, func(b *testing.B) {
			words := 0
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				d := c.read(i % len(texts))
				Annotate(d, m)
				words += len(d.Tokens)
			}
			b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
		})
	}
}
