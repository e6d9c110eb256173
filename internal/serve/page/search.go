package page

import (
	"net/http"
	"strings"

	"chancery"
)

// searchPage is what a query finds.
type searchPage struct {
	Query string
	Hits  []hit
	More  bool
}

// A hit is an article, its snippet cut where the words begin and end that met the query.
type hit struct {
	chancery.ArticleRef
	Snippet []piece
}

// A piece is a stretch of text, marked or not.
type piece struct {
	Text   string
	Marked bool
}

const hitsShown = 40

func (d *Desk) search(r *http.Request) (view, error) {
	p := searchPage{Query: strings.TrimSpace(r.FormValue("q"))}
	v := view{template: "search", title: "Search", section: "search", data: &p}
	if p.Query == "" {
		return v, nil
	}
	hits, err := d.rec.Search(r.Context(), p.Query, hitsShown+1)
	if err != nil {
		return v, &badRequest{err.Error(), ""}
	}
	p.More = len(hits) > hitsShown
	for _, h := range hits[:min(len(hits), hitsShown)] {
		p.Hits = append(p.Hits, hit{h.Article, pieces(h.Snippet)})
	}
	v.title = cut(p.Query, 60) + " – search"
	return v, nil
}

// pieces cuts a snippet at its marks.
func pieces(s string) []piece {
	var out []piece
	for s != "" {
		before, rest, found := strings.Cut(s, string(chancery.HitStart))
		if before != "" {
			out = append(out, piece{Text: printable(before)})
		}
		if !found {
			break
		}
		var in string
		in, s, _ = strings.Cut(rest, string(chancery.HitEnd))
		if in != "" {
			out = append(out, piece{printable(in), true})
		}
	}
	return out
}

// printable takes away what steers a display; spaces and line ends stay.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if isControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
}
