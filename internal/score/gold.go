package score

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/plover"
)

// A Case is the gold of a few articles: what a careful reader would put on record after reading all of them. What
// cannot be known from the articles is left out.
type Case struct {
	Name      string        `json:"name"`
	About     string        `json:"about"`
	Folder    string        `json:"folder"` // where the articles are, relative to the file; "" is beside it
	Articles  []GoldArticle `json:"articles"`
	Events    []GoldEvent   `json:"events"`
	Forbidden []Forbidden   `json:"forbidden"`
	Quotes    []GoldQuote   `json:"quotes"`
	Times     []GoldTime    `json:"times"`
	Mentions  []GoldMention `json:"mentions"`
	Copies    [][]string    `json:"copies"` // groups of files that repeat one text
}

// A GoldArticle is one article of a case. Published is always told, GiveDate says whether the program may know it.
type GoldArticle struct {
	File      string   `json:"file"`
	Published date.Day `json:"published"`
	Outlet    string   `json:"outlet"`
	GiveDate  bool     `json:"give_date"`
	Note      string   `json:"note,omitempty"`
}

// A GoldEvent is one event of a case.
type GoldEvent struct {
	ID           string              `json:"id"`
	Kind         plover.Kind         `json:"kind"`
	AlsoKinds    []plover.Kind       `json:"also_kinds"` // count as right
	Mode         plover.Mode         `json:"mode"`
	Format       plover.Format       `json:"format"`
	Actors       []GoldParty         `json:"actors"`
	Recipients   []GoldParty         `json:"recipients"`
	Status       plover.Status       `json:"status"`
	From         date.Day            `json:"from"`
	To           date.Day            `json:"to"`
	DateOK       [][2]date.Day       `json:"date_ok"` // further ranges that are right
	Place        string              `json:"place"`
	PlaceCountry string              `json:"place_country"`
	Articles     []string            `json:"articles"`
	Core         bool                `json:"core"` // any careful reader would list it
	Conflicts    map[string][]string `json:"conflicts"`
	Evidence     map[string]string   `json:"evidence"` // by file, words of the sentence that tells it
	Note         string              `json:"note,omitempty"`
}

// A Forbidden entry is one that a hasty reader would make and that is wrong. Words, where given, is the passage that
// tempts to it.
type Forbidden struct {
	Kind    plover.Kind   `json:"kind"`
	Parties []GoldParty   `json:"parties"`
	Status  plover.Status `json:"status"`
	Words   string        `json:"words"`
	Why     string        `json:"why"`
}

// A GoldQuote is words of an article, or the first of them, and who says them.
type GoldQuote struct {
	Article string    `json:"article"`
	Speaker GoldParty `json:"speaker"`
	Kind    string    `json:"kind"`
	Words   string    `json:"words"`
}

// A GoldTime is a time expression and its TIMEX3 value, for each place of the article where it stands as a whole.
type GoldTime struct {
	Article string `json:"article"`
	Text    string `json:"text"`
	Value   string `json:"value"`
}

// A GoldMention says who is meant by Text where it stands in Context.
type GoldMention struct {
	Article string    `json:"article"`
	Context string    `json:"context"`
	Text    string    `json:"text"`
	Actor   GoldParty `json:"actor"`
}

// A GoldParty is written "FRA:Emmanuel Macron" for a person, "FRA" for a state, "ORG:NATO" for an organisation, and
// as a bare name for a person whose state is not told.
type GoldParty struct {
	State string // ISO 3166 alpha-3; "" for organisations and bare names
	Org   string
	Name  string // of a person
}

func (p GoldParty) String() string {
	switch {
	case p.Org != "":
		return "ORG:" + p.Org
	case p.State == "":
		return p.Name
	case p.Name == "":
		return p.State
	}
	return p.State + ":" + p.Name
}

// ParseParty is the reverse of String.
func ParseParty(s string) GoldParty {
	before, after, found := strings.Cut(s, ":")
	switch {
	case found && before == "ORG":
		return GoldParty{Org: after}
	case found:
		return GoldParty{State: before, Name: after}
	case isAlpha3(s):
		return GoldParty{State: s}
	}
	return GoldParty{Name: s}
}

func isAlpha3(s string) bool {
	return len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// MarshalText and UnmarshalText give a GoldParty its written form in JSON.
func (p GoldParty) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText is the reverse of MarshalText.
func (p *GoldParty) UnmarshalText(b []byte) error { *p = ParseParty(string(b)); return nil }

// ReadCase reads a gold.json. A key that is not known, a code that is not one and a file that is not among the articles
// are errors: a slip in gold would else pass for a fault of the program.
func ReadCase(b []byte) (*Case, error) {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	c := &Case{}
	if err := dec.Decode(c); err != nil {
		return nil, fmt.Errorf("gold: %w", err)
	}
	if err := c.check(); err != nil {
		return nil, fmt.Errorf("gold %q: %w", c.Name, err)
	}
	return c, nil
}

func (c *Case) check() error {
	var errs []error
	known := func(file, where string) {
		if !slices.ContainsFunc(c.Articles, func(a GoldArticle) bool { return a.File == file }) {
			errs = append(errs, fmt.Errorf("%s: %q is not among the articles", where, file))
		}
	}
	ids := map[string]bool{}
	for i := range c.Events {
		e := &c.Events[i]
		if e.ID == "" || ids[e.ID] {
			errs = append(errs, fmt.Errorf("event %d: id %q is empty or told twice", i, e.ID))
		}
		ids[e.ID] = true
		if e.Kind == plover.NoKind {
			errs = append(errs, fmt.Errorf("event %s: no kind", e.ID))
		}
		if e.To < e.From {
			errs = append(errs, fmt.Errorf("event %s: ends before it begins", e.ID))
		}
		for _, f := range e.Articles {
			known(f, "event "+e.ID)
		}
		for f := range e.Evidence {
			known(f, "evidence of "+e.ID)
		}
	}
	for _, q := range c.Quotes {
		known(q.Article, "quote")
	}
	for _, t := range c.Times {
		known(t.Article, "time")
	}
	for _, m := range c.Mentions {
		known(m.Article, "mention")
	}
	for _, g := range c.Copies {
		for _, f := range g {
			known(f, "copies")
		}
	}
	return errors.Join(errs...)
}

// Check holds the case against the texts of its articles, by file: one error for all words that do not stand there.
func (c *Case) Check(texts map[string]string) error {
	var errs []error
	in := func(file, words, where string) {
		if !strings.Contains(texts[file], words) {
			errs = append(errs, fmt.Errorf("%s: %q does not stand in %s", where, words, file))
		}
	}
	for _, e := range c.Events {
		for f, words := range e.Evidence {
			in(f, words, "event "+e.ID)
		}
	}
	for _, q := range c.Quotes {
		in(q.Article, q.Words, "quote")
	}
	for _, t := range c.Times {
		in(t.Article, t.Text, "time")
	}
	for _, m := range c.Mentions {
		in(m.Article, m.Context, "mention")
		if strings.Count(m.Context, m.Text) == 0 {
			errs = append(errs, fmt.Errorf("mention: %q is not in its context %q", m.Text, m.Context))
		}
	}
	slices.SortFunc(errs, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errors.Join(errs...)
}

// When is the date of the event; unknown where nothing is told.
func (e *GoldEvent) When() date.Range {
	r := date.Range{From: e.From, To: e.To, Basis: date.Stated}
	if r.IsDay() {
		r.Grain = date.GrainDay
	}
	return r
}

// Parties is the actors and then the recipients.
func (e *GoldEvent) Parties() []GoldParty { return slices.Concat(e.Actors, e.Recipients) }

// hasKind reports whether k is the kind of the event or one that can be defended.
func (e *GoldEvent) hasKind(k plover.Kind) bool {
	return k == e.Kind || slices.Contains(e.AlsoKinds, k)
}
