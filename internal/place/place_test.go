package place_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/place"
	"chancery/internal/text"
)

func load(t testing.TB) *lexicon.Lexicon {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	return lex
}

// read makes a document of a text in which names stand as "[words KIND]".
func read(t testing.TB, marked string) *doc.Document {
	t.Helper()
	var out strings.Builder
	type name struct {
		text.Span
		kind doc.NameKind
	}
	var names []name
	for marked != "" {
		before, rest, ok := strings.Cut(marked, "[")
		out.WriteString(before)
		if !ok {
			break
		}
		in, after, _ := strings.Cut(rest, "]")
		k := strings.LastIndexByte(in, ' ')
		start := out.Len()
		out.WriteString(in[:k])
		names = append(names, name{text.MakeSpan(start, out.Len()), doc.ParseNameKind(in[k+1:])})
		marked = after
	}
	src, err := text.NewSource(out.String())
	if err != nil {
		t.Fatal(err)
	}
	d := &doc.Document{Source: src}
	cut(d)
	for _, n := range names {
		r := doc.Range{First: d.TokenAt(n.Start), Last: d.TokenAt(n.End - 1)}
		r.Last++
		d.Names = append(d.Names, doc.Name{Range: r, Kind: n.kind})
	}
	d.Mark(doc.Tokens | doc.Names)
	return d
}

// cut fills the tokens: runs of letters, digits, hyphens and apostrophes, and other characters one by one.
func cut(d *doc.Document) {
	start := -1
	flush := func(end int) {
		if start >= 0 {
			d.Tokens = append(d.Tokens, doc.Token{Span: text.MakeSpan(start, end), Head: doc.None})
			start = -1
		}
	}
	s := d.String()
	for i, c := range s {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || c == '-' || c == '\'' {
			if start < 0 {
				start = i
			}
			continue
		}
		flush(i)
		if !unicode.IsSpace(c) {
			d.Tokens = append(d.Tokens, doc.Token{Span: text.MakeSpan(i, i+utf8.RuneLen(c)), Head: doc.None})
		}
	}
	flush(len(s))
}

func TestPlaces(t *testing.T) {
	lex := load(t)
	for _, c := range []struct {
		text string
		want []string // canon, country, grain
	}{
		{"They met in [Paris GPE].", []string{"Paris FRA city"}},
		{"They met in the [Ghanaian NORP] capital on Sunday.", []string{"Accra GHA city"}},
		{"They met in the capital of [Peru GPE].", []string{"Lima PER city"}},
		{"They met the [Ghanaian NORP] team.", nil},
		{"They met in [Paris GPE], [Texas GPE].", []string{"Paris USA town", "Texas USA region"}},
		{"They met in [Tripoli GPE].", []string{"Tripoli LBY city"}},
		{"Shells hit [Tripoli GPE] in [Lebanon GPE].", []string{"Tripoli LBN city", "Lebanon LBN country"}},
		{"The vote in [Atlanta GPE], [Georgia GPE], is close.", []string{"Atlanta USA city", "Georgia USA region"}},
		{"The vote in [Tbilisi GPE], [Georgia GPE], is close.", []string{"Tbilisi GEO city", "Georgia GEO country"}},
		{"The vote in [Georgia GPE] is close.", []string{"Georgia GEO country"}},
		{"At the [Great Hall of the People FAC] in [Beijing GPE].", []string{"Great Hall of the People CHN venue", "Beijing CHN city"}},
		{"Guests came to the [White House ORG] early.", []string{"White House USA venue"}},
		{"The [White House ORG] denied it.", nil},
		{"A ship in the [Strait of Hormuz LOC] burns.", []string{"Strait of Hormuz  strait"}},
		{"Fighting in [southern Lebanon GPE] goes on.", []string{"Lebanon LBN country"}},
		{"Fighting in [Kharkiv Oblast GPE] goes on.", []string{"Kharkiv UKR region"}},
		{"He landed at [Geneva International Airport FAC].", []string{"Geneva International Airport CHE venue"}},
		{"Talks at the [Villa Aurora FAC] in [Geneva GPE].", []string{"Villa Aurora CHE venue", "Geneva CHE city"}},
		{"[U.S. GPE] and [UK GPE] envoys met in [Hyderabad GPE], [Pakistan GPE].", []string{"United States USA country", "United Kingdom GBR country", "Hyderabad PAK city", "Pakistan PAK country"}},
		{"The airport of [Bole GPE] was shut.", []string{"Bole  "}},
		{"The airport of [Bole GPE] in [China GPE] was shut.", []string{"Bole CHN city", "China CHN country"}},
		{"Floods in the [Nile Valley LOC] spread.", []string{"Nile  river"}},
		{"The [Meridian Wire GPE] reported it.", []string{"Meridian Wire  "}},
		{"[Jordan PER] scored.", nil},
		{"The town of [Xyzzyville GPE] fell.", []string{"Xyzzyville  "}},
	} {
		d := read(t, c.text)
		place.Annotate(d, lex)
		var got []string
		for _, p := range d.Places {
			got = append(got, fmt.Sprintf("%s %s %s", p.Canon, p.Country, p.Grain))
			if p.Country != "" && p.Lat == 0 && p.Lon == 0 {
				t.Errorf("%s: %s lies nowhere", c.text, p.Canon)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.text, diff)
		}
	}
}

// TestStatesLieSomewhere holds the register and the gazetteer together: every living state has a place.
func TestStatesLieSomewhere(t *testing.T) {
	lex := load(t)
	for _, s := range lex.Register.States {
		if s.To == 0 && lex.Gazetteer.CountryOf(s.ISO3) == nil {
			t.Errorf("%s (%s) has no place", s.Name, s.ISO3)
		}
	}
}

func BenchmarkAnnotate(b *testing.B) {
	lex := load(b)
	s := strings.Repeat("The envoys of [France GPE] and [Germany GPE] met in [Geneva GPE] on Monday, said [Jane Doe PER] of the [United Nations ORG], before they left for [Tripoli GPE]. ", 35)
	names := read(b, s)
	b.SetBytes(int64(names.Len()))
	for b.Loop() {
		d := &doc.Document{Source: names.Source, Tokens: names.Tokens, Names: names.Names}
		d.Mark(doc.Tokens | doc.Names)
		place.Annotate(d, lex)
	}
	b.ReportMetric(float64(len(names.Tokens)), "tokens")
}
