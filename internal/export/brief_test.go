package export

import (
	"regexp"
	"strings"
	"testing"

	"chancery/internal/analyze"
	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

func briefOf(t *testing.T, d *analyze.Dossier) string {
	t.Helper()
	var b strings.Builder
	if err := Brief(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestBrief(t *testing.T) {
	day := date.MakeRange(date.MakeDay(2023, 7, 14), date.Stated)
	met := record.Event{ID: "m", Conflicts: []record.Field{record.FieldPlace}}
	met.Kind, met.Status, met.Format, met.Date, met.Place = plover.Consult, plover.Occurred, plover.InPerson, day, record.Place{Name: "Paris"}
	met.Actors = []record.Party{{Name: "Emmanuel Macron"}, {Name: "Narendra Modi"}}
	met.Scores.Plover = 2.5
	met.Summary = met.Summarize()
	met.Claims = []record.Claim{
		{Field: record.FieldKind, Value: "CONSULT", Article: "a1", Words: "They met  in\nParis.", Stance: "supports"},
		{Field: record.FieldPlace, Value: "Paris", Article: "a1", Stance: "supports"}, {Field: record.FieldPlace, Value: "Lyon", Article: "a2", Stance: "contradicts"},
	}
	plan := record.Event{ID: "p"}
	plan.Kind, plan.Mode, plan.Status, plan.Date = plover.Consult, plover.Visit, plover.Planned, date.MakeRange(date.MakeDay(2023, 7, 1), date.Stated)
	plan.Actors, plan.Summary = met.Actors[:1], "Emmanuel Macron is to visit Delhi, 1 July 2023"
	quote := record.Quote{ID: "q", Article: "a2", Kind: "direct", Words: "a good day", Name: "Macron", Published: day}
	d := analyze.MakeDossier([]record.Actor{{Name: "France"}, {Name: "India"}}, analyze.Timeline([]record.Outline{met.Outline(), plan.Outline()}), []record.Event{met, plan}, []record.Quote{quote}, date.MakeDay(2023, 7, 20))
	err := d.Cite(func(ids []record.ID) ([]record.Article, error) {
		return []record.Article{{ID: "a1", Outlet: "Wire", Title: "Talks", Published: day, URL: "https://wire.example/1"}, {ID: "a2", Outlet: "Post"}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `# France and India

2 events between them; as of 2023-07-20, the day of the newest article. Numbers in brackets are those of the sources at the end.

1 meeting held: in-person (1); in Paris (1).

## Year by year

| Year | Talks and agreements | Aid and cooperation | Disputes | Sanctions and force | Mean score |
|---|--:|--:|--:|--:|--:|
| 2023 | 1 | 0 | 0 | 0 | +2.5 |

## Meetings (2)

- **1 July 2023.** Emmanuel Macron is to visit Delhi (planned).
- **14 July 2023.** Emmanuel Macron and Narendra Modi meet in Paris. “They met in Paris.” \[1, 2\]

## Planned, not confirmed (1)

- **1 July 2023.** Emmanuel Macron is to visit Delhi (planned).

## Articles disagree (1)

- Emmanuel Macron and Narendra Modi meet in Paris, 14 July 2023
  - place: Paris \[1\]
  - place: Lyon (contradicts) \[2\]

## What they say of one another (1)

- **Macron** (14 July 2023): “a good day” \[2\]

## Sources

1. Wire, “Talks”, 14 July 2023, <https://wire.example/1>
2. Post, article a2
`
	if got := briefOf(t, &d); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// What articles say must not become markup, whatever it is.
func FuzzBrief(f *testing.F) {
	for _, s := range []string{"plain", "# head", "](javascript:alert(1))", "<script>alert(1)</script>", "![x](http://x)", "a\n\n- b", "`x`", "&lt;", "\u202e|x|", "https://x.example/a>b"} {
		f.Add(s)
	}
	markup := regexp.MustCompile("(^|[^\\\\])(\\\\\\\\)*[`*_<>#|~&$]")
	f.Fuzz(func(t *testing.T, s string) {
		if got := plainText(s); strings.ContainsAny(got, "\n\r") || markup.MatchString(got) {
			t.Errorf("%q is %q", s, got)
		}
		if link := webAddress(s); strings.ContainsAny(link, "<> \n") || link != "" && !strings.HasPrefix(strings.ToLower(link), "http") {
			t.Errorf("%q is the address %q", s, link)
		}
	})
}
