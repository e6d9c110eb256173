package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"chancery"
)

// problem is the problem details of an error. What is no fault of the one who asks is not told in its own words: they
// may name files.
func problem(err error) error {
	var status huma.StatusError
	var unknown *chancery.UnknownActorError
	var ruling *chancery.RulingError
	var query *chancery.QueryError
	switch {
	case errors.As(err, &status):
		return err
	case errors.As(err, &unknown):
		return huma.Error404NotFound(err.Error())
	case errors.Is(err, chancery.ErrNotFound):
		return huma.Error404NotFound(err.Error())
	case errors.Is(err, chancery.ErrAmbiguous):
		return huma.Error422UnprocessableEntity(err.Error())
	case errors.As(err, &ruling):
		return huma.Error422UnprocessableEntity(err.Error(), errors.New(strings.TrimPrefix(ruling.Hint, "--")))
	case errors.As(err, &query):
		return huma.Error422UnprocessableEntity(err.Error(), &huma.ErrorDetail{Location: "query.q", Message: query.Hint, Value: query.Query})
	case errors.Is(err, chancery.ErrCursor):
		return bad("query.cursor", "is not the next of a page", nil)
	case errors.Is(err, chancery.ErrReadOnly):
		return huma.Error403Forbidden("the record is only read here")
	case errors.Is(err, chancery.ErrBusy):
		return huma.ErrorWithHeaders(huma.Error503ServiceUnavailable("another program is writing to the record"), http.Header{"Retry-After": {"5"}})
	case errors.Is(err, chancery.ErrFull):
		return huma.NewError(http.StatusInsufficientStorage, "the disk is full")
	case errors.Is(err, context.DeadlineExceeded):
		return huma.Error503ServiceUnavailable("it would take too long: ask for less")
	case errors.Is(err, context.Canceled):
		return huma.NewError(499, "nobody waits for it any more")
	}
	return huma.Error500InternalServerError("the record cannot be asked")
}

// bad is a parameter or a field of the body that makes no sense.
func bad(where, what string, value any) error {
	return huma.Error422UnprocessableEntity("validation failed", &huma.ErrorDetail{Location: where, Message: what, Value: value})
}

// writeProblem answers where no operation does.
func writeProblem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(&huma.ErrorModel{Title: http.StatusText(status), Status: status, Detail: detail}) // an error is of the connection
}

// nothingHere answers what no pattern of the mux serves: another method is not allowed, another path is not found.
func nothingHere(mux *http.ServeMux) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var allowed []string
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			other := r.Clone(r.Context())
			other.Method = method
			if _, pattern := mux.Handler(other); pattern != "/" {
				allowed = append(allowed, method)
			}
		}
		if len(allowed) > 0 {
			w.Header().Set("Allow", strings.Join(allowed, ", "))
			writeProblem(w, http.StatusMethodNotAllowed, r.Method+" is not for this address")
			return
		}
		writeProblem(w, http.StatusNotFound, "there is nothing at this address; /openapi.json lists all")
	}
}
