package export

import (
	"fmt"
	"io"
	"net/url"
	"slices"
	"unicode/utf8"

	"chancery/internal/record"
)

// AnnotationContext is the JSON-LD context of annotations, AnnotationType the media type of what is written in it.
const (
	AnnotationContext = "http://www.w3.org/ns/anno.jsonld"
	AnnotationType    = `application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"`
)

// An AnnotationPage is a list of annotations.
type AnnotationPage struct {
	Context string       `json:"@context"`
	ID      string       `json:"id"`
	Type    string       `json:"type"`
	Items   []Annotation `json:"items"`
}

// An Annotation says in the W3C Web Annotation Data Model that words of an article support a value of a field of an event,
// or contradict it.
type Annotation struct {
	Context    string           `json:"@context,omitempty"` // left out within a page
	ID         string           `json:"id"`
	Type       string           `json:"type"`
	Motivation string           `json:"motivation"`
	Generator  annotationAgent  `json:"generator"`
	Body       []annotationBody `json:"body"`
	Target     annotationTarget `json:"target"`
}

type annotationAgent struct {
	Type string `json:"type"`
	Name string `json:"name"`
}

type annotationBody struct {
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
	Format  string `json:"format,omitempty"`
	Value   string `json:"value,omitempty"`
	Source  string `json:"source,omitempty"`
}

type annotationTarget struct {
	Type     string               `json:"type"`
	Source   string               `json:"source"`
	State    *annotationState     `json:"state,omitempty"`
	Selector []annotationSelector `json:"selector"`
}

type annotationState struct {
	Type   string `json:"type"`
	Cached string `json:"cached"` // the text that positions count in
}

type annotationSelector struct {
	Type   string `json:"type"`
	Exact  string `json:"exact,omitempty"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
	Start  *int   `json:"start,omitempty"` // code points
	End    *int   `json:"end,omitempty"`
}

// An Annotator makes annotations of the claims of events.
type Annotator struct {
	Article func(record.ID) (*record.Article, bool)
	Base    string // the address of the API, "" where nobody serves it
}

// contextRunes is how many code points stand before and behind a quote, so that it is found again.
const contextRunes = 32

// Annotate is an annotation for each claim of an event that has words, in their order: those from one article, or all
// where it is "".
func (a *Annotator) Annotate(e *record.Event, article record.ID) []Annotation {
	out := []Annotation{}
	texts, seen := map[record.ID]*counted{}, map[string]bool{}
	for i := range e.Claims {
		cl := &e.Claims[i]
		if article != "" && cl.Article != article || cl.End <= cl.Start {
			continue
		}
		text, ok := texts[cl.Article]
		if !ok {
			if art, found := a.Article(cl.Article); found {
				text = count(art, e.Claims)
			}
			texts[cl.Article] = text
		}
		if text == nil || int(cl.End) > len(text.Text) {
			continue
		}
		if an := a.annotation(e, cl, text); !seen[an.ID] { // two rules may have read the same
			seen[an.ID] = true
			out = append(out, an)
		}
	}
	return out
}

func (a *Annotator) annotation(e *record.Event, cl *record.Claim, text *counted) Annotation {
	start, end := text.runes[cl.Start], text.runes[cl.End]
	id := fmt.Sprintf("urn:chancery:claim:%s:%s:%d-%d:%s=%s", e.ID, cl.Article, cl.Start, cl.End, cl.Field, url.PathEscape(cl.Value))
	out := Annotation{
		ID: id, Type: "Annotation", Motivation: "describing", Generator: annotationAgent{"Software", "Chancery"},
		Body: []annotationBody{
			{Type: "TextualBody", Purpose: "tagging", Format: "text/plain", Value: string(cl.Field) + "=" + cl.Value},
			{Type: "TextualBody", Purpose: "classifying", Format: "text/plain", Value: cl.Stance},
			{Type: "SpecificResource", Purpose: "linking", Source: a.address("event", "/events/", e.ID)},
		},
		Target: annotationTarget{Type: "SpecificResource", Source: text.URL, Selector: []annotationSelector{
			{Type: "TextQuoteSelector", Exact: text.Text[cl.Start:cl.End], Prefix: lastRunes(text.Text[:cl.Start]), Suffix: firstRunes(text.Text[cl.End:])},
			{Type: "TextPositionSelector", Start: &start, End: &end},
		}},
	}
	if own := a.address("article", "/articles/", cl.Article); text.URL == "" {
		out.Target.Source = own
	} else {
		out.Target.State = &annotationState{"TimeState", own}
	}
	return out
}

func (a *Annotator) address(what, path string, id record.ID) string {
	if a.Base == "" {
		return "urn:chancery:" + what + ":" + string(id)
	}
	return a.Base + path + url.PathEscape(string(id))
}

// counted is an article with the code points before each place that a claim begins or ends at.
type counted struct {
	*record.Article
	runes map[uint32]int
}

// count goes through the text once.
func count(art *record.Article, claims []record.Claim) *counted {
	var places []uint32
	for i := range claims {
		if claims[i].Article == art.ID {
			places = append(places, claims[i].Start, claims[i].End)
		}
	}
	slices.Sort(places)
	c := &counted{art, map[uint32]int{}}
	at, n := uint32(0), 0
	for _, p := range places {
		if int(p) > len(art.Text) {
			break
		}
		n += utf8.RuneCountInString(art.Text[at:p])
		at = p
		c.runes[p] = n
	}
	return c
}

func firstRunes(s string) string {
	n := 0
	for i := range s {
		if n == contextRunes {
			return s[:i]
		}
		n++
	}
	return s
}

func lastRunes(s string) string {
	i := len(s)
	for n := 0; n < contextRunes && i > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:]
}

// Annotations writes the evidence of events as annotations, one a line.
type Annotations struct {
	w io.Writer
	a Annotator
}

// NewAnnotations writes to w. The articles are asked for by their ids.
func NewAnnotations(w io.Writer, article func(record.ID) (*record.Article, bool)) *Annotations {
	return &Annotations{w, Annotator{Article: article}}
}

// Write adds the claims of an event.
func (x *Annotations) Write(e *record.Event) error {
	for _, an := range x.a.Annotate(e, "") {
		an.Context = AnnotationContext
		if err := line(x.w, &an); err != nil {
			return err
		}
	}
	return nil
}

// Flush is there so that all writers of events are alike; everything has been written.
func (x *Annotations) Flush() error { return nil }
