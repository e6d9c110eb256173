package serve

import (
	"bytes"
	"errors"
	"net/http"
	"strings"

	"chancery"
	"chancery/internal/export"
	"chancery/internal/feed"
)

// feedEvents is how many events the feed of a search has.
const feedEvents = 100

// feedTypes are the forms of the feed of a search by the ending of its address.
var feedTypes = map[string]string{".atom": "application/atom+xml; charset=utf-8", ".json": "application/feed+json; charset=utf-8", ".ics": "text/calendar; charset=utf-8"}

// feeds serves the newest events that a query of the search language finds: /feeds/search.atom?q=pair:CHN-RUS.
func feeds(mux *http.ServeMux, rec *chancery.Record, scheme string) {
	for ending, mime := range feedTypes {
		mux.HandleFunc("GET /feeds/search"+ending, func(w http.ResponseWriter, r *http.Request) {
			body, err := searchFeed(r, rec, scheme, ending)
			var wrong *chancery.QueryError
			var unknown *chancery.UnknownActorError
			switch {
			case errors.As(err, &wrong), errors.As(err, &unknown):
				http.Error(w, err.Error(), http.StatusUnprocessableEntity)
			case err != nil:
				http.Error(w, "the feed cannot be made", http.StatusInternalServerError)
			default:
				w.Header().Set("Content-Type", mime)
				w.Header().Set("Cache-Control", "private, max-age=300")
				w.Write(body)
			}
		})
	}
}

func searchFeed(r *http.Request, rec *chancery.Record, scheme, ending string) ([]byte, error) {
	q, err := chancery.ParseQuery(r.FormValue("q"))
	if err != nil {
		return nil, err
	}
	found, err := rec.Find(r.Context(), q, chancery.FindOptions{Events: feedEvents})
	if err != nil {
		return nil, err
	}
	home := scheme + "://" + r.Host + "/"
	f := feed.Feed{Title: "Chancery: " + q.String(), Self: home + strings.TrimPrefix(r.URL.RequestURI(), "/"), Home: home}
	for _, h := range found.Events {
		f.Events = append(f.Events, h.Event)
	}
	var b bytes.Buffer
	switch ending {
	case ".atom":
		err = f.WriteAtom(&b)
	case ".json":
		err = f.WriteJSON(&b)
	default:
		c := export.NewCalendar(&b)
		c.Title = f.Title
		c.Link = func(id string) string { return home + "event/" + id }
		for i := range f.Events {
			if err := c.Write(&f.Events[i]); err != nil {
				return nil, err
			}
		}
		err = c.Flush()
	}
	return b.Bytes(), err
}
