package when_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/text"
	"chancery/internal/when"
)

// TestResolution tells what days are meant, with the grain and the basis.
func TestResolution(t *testing.T) {
	lex := load(t)
	for _, c := range []struct {
		published, text, words, from, to string
		grain                            date.Grain
		basis                            date.Basis
	}{
		{"2024-05-15", "He left on June 3, 2019.", "June 3, 2019", "2019-06-03", "2019-06-03", date.GrainDay, date.Stated},
		{"2024-05-15", "He left in June 2019.", "June 2019", "2019-06-01", "2019-06-30", date.GrainMonth, date.Stated},
		{"2024-05-15", "He left in 2019.", "2019", "2019-01-01", "2019-12-31", date.GrainYear, date.Stated},
		{"2024-05-15", "He said so on Tuesday.", "Tuesday", "2024-05-14", "2024-05-14", date.GrainDay, date.Resolved},
		{"2024-05-15", "He will say so on Tuesday.", "Tuesday", "2024-05-21", "2024-05-21", date.GrainDay, date.Resolved},
		{"2024-05-15", "He said so on Wednesday.", "Wednesday", "2024-05-15", "2024-05-15", date.GrainDay, date.Resolved},
		{"2024-05-15", "He is due to say so on Wednesday.", "Wednesday", "2024-05-15", "2024-05-15", date.GrainDay, date.Resolved},
		{"2024-01-10", "They met on December 20 in Oslo.", "December 20", "2023-12-20", "2023-12-20", date.GrainDay, date.Resolved},
		{"2024-12-20", "They will meet on January 10 in Oslo.", "January 10", "2025-01-10", "2025-01-10", date.GrainDay, date.Resolved},
		{"2024-01-10", "They met in December.", "December", "2023-12-01", "2023-12-31", date.GrainMonth, date.Resolved},
		{"2024-12-20", "They will meet in January.", "January", "2025-01-01", "2025-01-31", date.GrainMonth, date.Resolved},
		{"2024-05-15", "They met last week.", "last week", "2024-05-06", "2024-05-12", date.GrainWeek, date.Resolved},
		{"2024-05-15", "They met earlier this month.", "earlier this month", "2024-05-01", "2024-05-15", date.GrainMonth, date.Inferred},
		{"2024-05-15", "They will meet later this month.", "later this month", "2024-05-15", "2024-05-31", date.GrainMonth, date.Inferred},
		{"2024-05-15", "It must end by the end of the decade.", "the end of the decade", "2026-09-02", "2029-12-31", date.GrainDecade, date.Resolved},
		{"2024-05-15", "They met two weeks ago.", "two weeks ago", "2024-04-28", "2024-05-04", date.GrainWeek, date.Inferred},
		{"2024-05-15", "They met less than two weeks ago.", "less than two weeks ago", "2024-05-01", "2024-05-07", date.GrainWeek, date.Inferred},
		{"2024-05-15", "They met over a year ago.", "over a year ago", "2022-11-14", "2023-05-15", date.GrainYear, date.Inferred},
		{"2024-05-15", "The visit of July 11-12 is near.", "July 11", "2024-07-11", "2024-07-12", date.GrainDay, date.Resolved},
		{"2024-05-15", "He pledged on Monday to leave.", "Monday", "2024-05-13", "2024-05-13", date.GrainDay, date.Resolved},
		{"2024-05-15", "On Tuesday he vowed to resign.", "Tuesday", "2024-05-14", "2024-05-14", date.GrainDay, date.Resolved},
		{"2024-05-15", "He vowed to resign on Tuesday.", "Tuesday", "2024-05-21", "2024-05-21", date.GrainDay, date.Resolved},
		{"2024-05-15", "A week earlier they had met.", "A week earlier", "2024-05-05", "2024-05-11", date.GrainWeek, date.Inferred},
		{"2024-05-15", "They fasted in Ramadan there.", "Ramadan", "2024-03-11", "2024-04-08", date.GrainDay, date.Resolved},
		{"2024-05-15", "The visit of July 11-12 is near.", "12", "2024-07-11", "2024-07-12", date.GrainDay, date.Resolved},
		{"2024-05-15", "“They meet tomorrow,” she said on Monday.", "tomorrow", "2024-05-14", "2024-05-14", date.GrainDay, date.Resolved},
		{"2024-05-15", "She said on Monday: \"They meet tomorrow.\"", "tomorrow", "2024-05-14", "2024-05-14", date.GrainDay, date.Resolved},
		{"2024-05-15", "They met on Monday. “We go on tomorrow,” she said.", "tomorrow", "2024-05-16", "2024-05-16", date.GrainDay, date.Resolved},
		{"2024-05-15", "They met for two days.", "two days", "", "", date.GrainNone, date.None},
		{"", "They met on Tuesday.", "Tuesday", "", "", date.GrainNone, date.None},
	} {
		day, err := date.ParseDay(c.published)
		if err != nil {
			t.Fatal(err)
		}
		published := date.Range{}
		if day != 0 {
			published = date.MakeRange(day, date.Stated)
		}
		d := read(t, lex, c.text, published)
		i := slices.IndexFunc(d.Times, func(tm doc.Time) bool { return d.Slice(tm.Span) == c.words })
		if i < 0 {
			t.Errorf("%q: no %q: %s", c.text, c.words, dump(d))
			continue
		}
		if w := d.Times[i].When; w.From.String() != c.from || w.To.String() != c.to || w.Grain != c.grain || w.Basis != c.basis {
			t.Errorf("%s %q: %q is %v %v %v", c.published, c.text, c.words, w, w.Grain, w.Basis)
		}
	}
}

func TestThrough(t *testing.T) {
	lex := load(t)
	for _, c := range []struct{ text, want string }{
		{"He travels from Monday to Wednesday to Oslo, and will rest.", "2024-05-20/2024-05-22"},
		{"They fought between 2014 and 2016 there.", "2014-01-01/2016-12-31"},
		{"A tour of May 30-June 2 is planned.", "2024-05-30/2024-06-02"},
		{"They met on Monday and Tuesday.", ""},
	} {
		d := read(t, lex, c.text, wednesday)
		got := ""
		for _, tm := range d.Times {
			got += tm.Through.String()
		}
		if got != c.want {
			t.Errorf("%q: through %q, want %q: %s", c.text, got, c.want, dump(d))
		}
	}
}

func TestPublication(t *testing.T) {
	lex := load(t)
	for _, c := range []struct {
		text, want string
		basis      date.Basis
	}{
		{"BEIJING, May 16, 2024 (Xinhua) -- Talks began on Thursday.", "2024-05-16", date.Stated},
		{" date 2021-05-29 Talks began on Thursday.", "2021-05-29", date.Stated},
		{"Talks begin\n\nJune 28, 2021\n\nTalks began in Oslo today. They follow those of May 3, 2020.", "2021-06-28", date.Stated},
		{"Talks begin\n\nNAIROBI (Example News / Wire - 23rd March, 2019) Talks began on Friday.", "2019-03-23", date.Stated},
		{"Talks begin\n\nThe envoy (in office since the vote - 23rd March, 2019) spoke.", "2019-03-23/2020-04-04", date.Inferred},
		{"Published: 12 March 2019\n\nTalks began.", "2019-03-12", date.Stated},
		{"Talks were announced on Friday (June 25) in Oslo.", "2021-06-25", date.Inferred},
		{"Talks were held on Wednesday, 15 May, after those of 2023.", "2024-05-15", date.Inferred},
		{"They met on 3 May 2019 and on 7 June 2019. They will meet on 9 August 2020.", "2019-06-07/2020-03-20", date.Inferred},
		{"They met in March 2019 and June 2019.", "", date.None},
		{"They met on Tuesday.", "", date.None},
		{"", "", date.None},
	} {
		d := read(t, lex, c.text, date.Range{})
		if p := d.Meta.Published; p.String() != c.want || p.Basis != c.basis {
			t.Errorf("%q: published %v (%v), want %s (%v): %s", c.text, p, p.Basis, c.want, c.basis, dump(d))
		}
	}
}

// TestNoTimes are texts that hold no time at all.
func TestNoTimes(t *testing.T) {
	lex := load(t)
	for _, s := range []string{
		"Theresa May may march to the second meeting.", "The Sun reported on the fall of the government.", "They sent 2,000 troops and 2024 soldiers.",
		"The Group of 7 and the G20 met.", "Under Resolution 2231 it is void.", "He drove a Boeing 2020.", "It cost $2010.", "A March of Dimes event.",
		"The 38th parallel is a line.", "An Su-27 and an F-16 flew.", "Call 112.", "Section 301 applies.", "The second half was dull.",
		"", "\x00", "2 + 2 = 4", "The Daily Mail wrote so.",
	} {
		if d := read(t, lex, s, wednesday); len(d.Times) > 0 {
			t.Errorf("%q: %s", s, dump(d))
		}
	}
}

// TestLongTexts runs in a second where the work grows with the text; where it grows with its square, not in ten minutes.
func TestLongTexts(t *testing.T) {
	lex := load(t)
	for _, s := range []string{"hundred thousand ", "twenty-", "1.", "2024-"} {
		read(t, lex, strings.Repeat(s, 1<<17/len(s)), date.Range{})
	}
	src, err := text.NewSource(strings.Repeat("1.", 1<<18))
	if err != nil {
		t.Fatal(err)
	}
	d := &doc.Document{Source: src, Tokens: []doc.Token{{Span: src.All()}}}
	d.Mark(doc.Tokens)
	when.Annotate(d, lex)
}

// TestEveryReadingExists holds the rules and the readings together: a rule that names none would never read a thing.
func TestEveryReadingExists(t *testing.T) {
	lex := load(t)
	for i := range lex.Calendar.Rules {
		if rule := &lex.Calendar.Rules[i]; !when.IsReading(rule.Reading) {
			t.Errorf("%s: no reading %q", rule.Where(), rule.Reading)
		}
	}
}

func FuzzAnnotate(f *testing.F) {
	cal, err := lexicon.LoadCalendar()
	if err != nil {
		f.Fatal(err)
	}
	lex := &lexicon.Lexicon{Calendar: cal}
	for i := range cal.Rules {
		for _, ex := range cal.Rules[i].Examples {
			f.Add(ex.Text, int32(0))
		}
	}
	f.Add("99999999999999999999 years ago, on 31 February 0000", int32(738000))
	f.Add("two thousand hundred thousand thousand decades ago", int32(1))
	f.Add("the next day, the next day, the following century", int32(date.MaxDay))
	f.Add("on 2021-02-30 at 25:61 Ünïcödé März 3° 5 p.m.é", int32(737000))
	f.Add("Q4 2021 H3 2022 '99s 0000s 1980-1970 May 31-30", int32(700000))
	f.Fuzz(func(t *testing.T, s string, day int32) {
		src, err := text.NewSource(s)
		if err != nil || len(s) > 1<<14 {
			return
		}
		d := &doc.Document{Source: src}
		if day > 0 && date.Day(day) <= date.MaxDay {
			d.Meta.Published = date.MakeRange(date.Day(day), date.Stated)
		}
		cut(d)
		when.Annotate(d, lex)
		end := uint32(0)
		for _, tm := range d.Times {
			if tm.Start < end || tm.Start >= tm.End || int(tm.End) > len(s) || !utf8.RuneStart(s[tm.Start]) || int(tm.End) < len(s) && !utf8.RuneStart(s[tm.End]) {
				t.Fatalf("span %v of %q", tm.Span, s)
			}
			end = tm.End
			if tm.Tokens.First < 0 || int(tm.Tokens.Last) > len(d.Tokens) || !d.Span(tm.Tokens).Contains(tm.Span) {
				t.Fatalf("tokens %v of %v", tm.Tokens, tm.Span)
			}
			if tm.Value == "" || tm.Rule == "" {
				t.Fatalf("%q has no value or rule", d.Slice(tm.Span))
			}
			if w := tm.When; w.From < 0 || w.To > date.MaxDay || w.From != 0 && w.To != 0 && w.From > w.To || w.IsKnown() && w.Basis == date.None {
				t.Fatalf("%q is %v %v", d.Slice(tm.Span), w, w.Basis)
			}
		}
	})
}

// news is a thousand words or so of plain report.
var news = strings.Repeat("The foreign ministers of the two countries met in Geneva on Tuesday for a two-day visit, the first since March 2023, and agreed "+
	"to resume talks next month, officials said. The ministry said the envoy would travel to the capital on June 28. He had been there two weeks ago. ", 21)

func BenchmarkAnnotate(b *testing.B) {
	lex := load(b)
	first := read(b, lex, news, wednesday)
	b.SetBytes(int64(len(news)))
	for b.Loop() {
		d := &doc.Document{Source: first.Source, Tokens: first.Tokens, Meta: first.Meta}
		d.Mark(doc.Tokens)
		when.Annotate(d, lex)
	}
	b.ReportMetric(float64(len(strings.Fields(news))), "words")
}

// TestInterval tells in which interval an article without any date line is sought, and from which clues.
func TestInterval(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text    string
		persons []string
		from    string // the interval lies from this day
		to      string // to that day
		rule    string // and rests on such a clue
	}{
		{"Secretary of State Rex Tillerson met Foreign Minister Sigmar Gabriel on Friday.", []string{"Rex Tillerson", "Sigmar Gabriel"}, "2017-02-01", "2018-03-31", "when/clue-office"},
		{"They met on 9 June. They had met on 2 March 2018 and will meet again before the vote of 4 November 2018, which they will watch.", nil, "2018-06-09", "2018-11-04", "when/clue-planned"},
		{"The port paid for the war in Gaza even after they signed a truce on 27 November 2024.", nil, "2024-11-27", "2026-01-31", "when/clue-event"},
		{"The sanctions go back to the annexation of Crimea, nearly five years ago.", nil, "2018-05-01", "2019-04-30", "when/clue-age"},
		{"OSLO, May 16 (Outlet) -- They met on Thursday, after the fall of Kabul and the full-scale invasion of Ukraine.", nil, "2022-02-24", "2026-12-31", "when/clue-wire"},
	} {
		src, err := text.NewSource(c.text)
		if err != nil {
			t.Fatal(err)
		}
		d := &doc.Document{Source: src}
		cut(d)
		d.Sentences = []doc.Sentence{{Range: doc.Range{Last: int32(len(d.Tokens))}}}
		d.Mark(doc.Sentences)
		for _, p := range c.persons {
			d.Names = append(d.Names, named(d, p))
		}
		d.Mark(doc.Names)
		when.Annotate(d, lex)
		p := d.Meta.Published
		if p.Basis != date.Inferred || p.From.String() < c.from || p.To.String() > c.to {
			t.Errorf("%q: published %v, want within %s to %s", c.text, p, c.from, c.to)
		}
		if !slices.ContainsFunc(d.Meta.Clues, func(cl doc.Clue) bool { return cl.Rule == c.rule }) {
			t.Errorf("%q: no %s in %v", c.text, c.rule, d.Meta.Clues)
		}
	}
}

// named is the name of a person in a text.
func named(d *doc.Document, words string) doc.Name {
	at := strings.Index(d.String(), words)
	n := doc.Name{Kind: doc.PER}
	for i, tok := range d.Tokens {
		if int(tok.Start) == at {
			n.First = int32(i)
		}
		if int(tok.End) == at+len(words) {
			n.Last = int32(i + 1)
		}
	}
	return n
}
