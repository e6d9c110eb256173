package ingest

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"chancery/internal/date"
	"chancery/internal/record"
)

// given is an article in JSON: the keys of record.Article, or a Reading that holds one. Published may be a day, a time
// stamp or a range with grain and basis.
type given struct {
	URL       string          `json:"url"`
	Outlet    string          `json:"outlet"`
	Title     string          `json:"title"`
	Byline    string          `json:"byline"`
	Published json.RawMessage `json:"published"`
	Language  string          `json:"language"`
	Text      *string         `json:"text"`
	Article   *given          `json:"article"`
}

const jsonHint = `each article is an object with the keys url, outlet, title, byline, published, language, text`

// parseJSON yields the articles of s: an object, a list of objects, or one object after another. Of the kind unknown
// what does not begin as JSON of articles is one article of plain text.
func parseJSON(s string, k kind, opt Options, yield func(record.Article, error) bool) {
	lead := strings.TrimLeft(s, " \t\r\n")
	if k == kindUnknown && !looksJSON(lead) {
		yield(opt.complete(record.Article{Text: normalise(s)}), nil)
		return
	}
	dec := json.NewDecoder(strings.NewReader(s))
	inList := strings.HasPrefix(lead, "[")
	if inList {
		if _, err := dec.Token(); err != nil {
			yield(record.Article{}, jsonError(err))
			return
		}
	}
	n := 0
	for ; !inList || dec.More(); n++ {
		var g given
		err := dec.Decode(&g)
		if err == io.EOF && !inList {
			break
		}
		if typeErr := (*json.UnmarshalTypeError)(nil); err != nil && !errors.As(err, &typeErr) {
			yield(record.Article{}, jsonError(err)) // what follows cannot be told apart
			return
		}
		art, err := g.article(err)
		if !yield(opt.complete(art), err) {
			return
		}
	}
	if inList {
		if _, err := dec.Token(); err != nil {
			yield(record.Article{}, jsonError(err))
			return
		}
	}
	if n == 0 {
		yield(record.Article{}, refusal(jsonHint, "no article in it"))
	}
}

// looksJSON reports whether s begins with an object, or with a list of objects.
func looksJSON(s string) bool {
	s = strings.TrimLeft(s, "[ \t\r\n")
	rest, ok := strings.CutPrefix(s, "{")
	return ok && strings.HasPrefix(strings.TrimLeft(rest, " \t\r\n"), `"`)
}

// article checks what was given; err is the error of decoding it.
func (g *given) article(err error) (record.Article, error) {
	if err != nil {
		return record.Article{}, jsonError(err)
	}
	if g.Article != nil && g.Text == nil {
		g = g.Article
	}
	if g.Text == nil {
		return record.Article{}, refusal(jsonHint, `no key "text"`)
	}
	text := normalise(*g.Text)
	if strings.TrimSpace(text) == "" {
		return record.Article{}, refusal("nothing to read in it", `empty "text"`)
	}
	published, err := g.published()
	if err != nil {
		return record.Article{}, err
	}
	return record.Article{
		URL: oneLine(g.URL), Outlet: oneLine(g.Outlet), Title: oneLine(g.Title), Byline: oneLine(g.Byline),
		Published: published, Language: oneLine(g.Language), Text: text,
	}, nil
}

func (g *given) published() (date.Range, error) {
	const hint = "a date is YYYY-MM-DD, of the years 1 to 9999"
	raw := strings.TrimSpace(string(g.Published))
	switch {
	case raw == "" || raw == "null" || raw == `""`:
		return date.Range{}, nil
	case raw[0] == '{':
		var r date.Range
		if err := json.Unmarshal(g.Published, &r); err != nil {
			return date.Range{}, refusal(hint, `"published": %v`, err)
		}
		return r, nil
	case raw[0] == '"':
		var s string
		if err := json.Unmarshal(g.Published, &s); err == nil {
			if d, ok := stampDay(s); ok {
				return date.MakeRange(d, date.Stated), nil
			}
		}
	}
	return date.Range{}, refusal(hint, `"published" is no date: %.40s`, raw)
}

func jsonError(err error) *Error {
	e := refusal(jsonHint, "not valid JSON: %v", err)
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		e = refusal(jsonHint, "not valid JSON: it breaks off")
	}
	e.Err = err
	return e
}

// oneLine is s with every white space and control character as one space.
func oneLine(s string) string { return strings.Join(strings.Fields(normalise(s)), " ") }
