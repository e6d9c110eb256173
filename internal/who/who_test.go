package who_test

import (
	"slices"
	"strings"
	"testing"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/model"
	"chancery/internal/name"
	"chancery/internal/sentence"
	"chancery/internal/syntax"
	"chancery/internal/text"
	"chancery/internal/token"
	"chancery/internal/who"
)

var lex = func() *lexicon.Lexicon {
	lex, err := lexicon.Load()
	if err != nil {
		panic(err)
	}
	return lex
}()

var weights = func() *model.Model {
	m, err := model.Default()
	if err != nil {
		panic(err)
	}
	return m
}()

// parse reads a text of one paragraph a line ("# " begins the title), published on day, with or without syntax.
func parse(t testing.TB, s, day string, parsed bool) *doc.Document {
	t.Helper()
	src, err := text.NewSource(s)
	if err != nil {
		t.Fatal(err)
	}
	d := &doc.Document{Source: src}
	if day != "" {
		p, err := date.ParseDay(day)
		if err != nil {
			t.Fatal(err)
		}
		d.Meta.Published = date.MakeRange(p, date.Stated)
	}
	off := 0
	for line := range strings.Lines(s) {
		kind := doc.Body
		if strings.HasPrefix(line, "# ") {
			kind = doc.Title
		}
		d.Blocks = append(d.Blocks, doc.Block{Span: text.MakeSpan(off, off+len(line)), Kind: kind})
		off += len(line)
	}
	d.Mark(doc.Blocks)
	token.Annotate(d, lex)
	sentence.Annotate(d, lex)
	if parsed {
		syntax.Annotate(d, weights)
	}
	name.Annotate(d, lex)
	who.Annotate(d, lex)
	return d
}

// actorsOf is the ids of the actors that the last occurrence of a phrase means, joined by spaces. A phrase may be marked
// in its surroundings by brackets: "told [him]".
func actorsOf(t testing.TB, d *doc.Document, phrase string) string {
	t.Helper()
	before, rest, marked := strings.Cut(phrase, "[")
	inner, after, _ := strings.Cut(rest, "]")
	if !marked {
		before, inner, after = "", phrase, ""
	}
	at := strings.LastIndex(d.String(), before+inner+after)
	if at < 0 {
		t.Fatalf("%q is not in %q", phrase, d.String())
	}
	sp := text.MakeSpan(at+len(before), at+len(before)+len(inner))
	var out []string
	for _, m := range d.Mentions {
		if m.Span == sp {
			out = append(out, d.Actors[m.Actor].ID)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

type example struct{ day, text, phrase, want string }

func TestMentions(t *testing.T) {
	for _, file := range []struct {
		name  string
		cases []example
	}{{"names", names}, {"titles", titles}, {"offices", offices}, {"states", states}, {"groups", groups}, {"pronouns", pronouns}} {
		t.Run(file.name, func(t *testing.T) {
			for _, c := range file.cases {
				d := parse(t, c.text, c.day, true)
				if got := actorsOf(t, d, c.phrase); got != c.want {
					t.Errorf("%s\n  %q means %q, want %q", c.text, c.phrase, got, c.want)
				}
			}
		})
	}
}

// again runs names and mentions once more upon a document.
func again(d *doc.Document) {
	d.Names, d.Actors, d.Mentions = nil, nil, nil
	name.Annotate(d, lex)
	who.Annotate(d, lex)
}
