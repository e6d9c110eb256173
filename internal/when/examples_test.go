package when_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/text"
	"chancery/internal/when"
)

// wednesday is the day on which the examples of the rules are published.
var wednesday = date.MakeRange(date.MakeDay(2024, 5, 15), date.Stated)

func load(t testing.TB) *lexicon.Lexicon {
	t.Helper()
	cal, err := lexicon.LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	return &lexicon.Lexicon{Calendar: cal}
}

// read annotates a text with no more than times, on tokens cut at spaces and punctuation.
func read(t testing.TB, lex *lexicon.Lexicon, s string, published date.Range) *doc.Document {
	t.Helper()
	src, err := text.NewSource(s)
	if err != nil {
		t.Fatal(err)
	}
	d := &doc.Document{Source: src, Meta: doc.Meta{Published: published}}
	cut(d)
	when.Annotate(d, lex)
	return d
}

// cut fills the tokens: runs of letters and digits, and other characters one by one.
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
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			if start < 0 {
				start = i
			}
		default:
			flush(i)
			if !unicode.IsSpace(c) {
				d.Tokens = append(d.Tokens, doc.Token{Span: text.MakeSpan(i, i+utf8.RuneLen(c)), Head: doc.None})
			}
		}
	}
	flush(len(s))
	d.Mark(doc.Tokens)
}

func TestExamplesOfRules(t *testing.T) {
	lex := load(t)
	for i := range lex.Calendar.Rules {
		rule := &lex.Calendar.Rules[i]
		if len(rule.Examples) == 0 && rule.Name != "named" {
			t.Errorf("%s: rule %s has no example", rule.Where(), rule.Name)
		}
		for _, ex := range rule.Examples {
			before, rest, positive := strings.Cut(ex.Text, "[")
			words, after, _ := strings.Cut(rest, "]")
			d := read(t, lex, before+words+after, wednesday)
			var got *doc.Time // both ends of a stretch count as one here
			for k := range d.Times {
				switch {
				case d.Times[k].Rule != rule.ID:
				case got != nil && got.Through.IsKnown() || got != nil && rule.Reading == "bc":
					got.End = d.Times[k].End
				default:
					got = &d.Times[k]
				}
			}
			switch {
			case !positive && got != nil:
				t.Errorf("%s example line %d: %s reads %q in %q", rule.Where(), ex.Line, rule.Name, d.Slice(got.Span), ex.Text)
			case positive && got == nil:
				t.Errorf("%s example line %d: %s reads nothing in %q: %s", rule.Where(), ex.Line, rule.Name, ex.Text, dump(d))
			case positive && d.Slice(got.Span) != words:
				t.Errorf("%s example line %d: %s reads %q in %q", rule.Where(), ex.Line, rule.Name, d.Slice(got.Span), ex.Text)
			case positive && got.Value != ex.Value:
				t.Errorf("%s example line %d: %q is %s, want %s", rule.Where(), ex.Line, words, got.Value, ex.Value)
			}
		}
	}
}

// dump shows what was read, for human eyes.
func dump(d *doc.Document) string {
	var b strings.Builder
	for _, t := range d.Times {
		b.WriteString("[" + d.Slice(t.Span) + " " + t.Value + " " + t.When.String() + " " + t.Rule + "]")
	}
	return b.String()
}

func TestExamplesOfEvents(t *testing.T) {
	cal := load(t).Calendar
	positive, negative := 0, 0
	for i := range cal.Events() {
		e := &cal.Events()[i]
		for _, ex := range e.Examples {
			at, size := e.Find(strings.ToLower(ex.Text))
			switch {
			case ex.Value == "+" && at < 0:
				t.Errorf("%s example line %d: no event in %q", e.Where(), ex.Line, ex.Text)
			case ex.Value == "-" && at >= 0:
				t.Errorf("%s example line %d: an event at %q in %q", e.Where(), ex.Line, ex.Text[at:at+size], ex.Text)
			case at >= 0:
				positive++
			default:
				negative++
			}
		}
	}
	if positive < 15 || negative < 15 {
		t.Errorf("%d and %d examples", positive, negative)
	}
}
