package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"chancery/internal/record"
)

const (
	fetchTime    = 30 * time.Second
	maxRedirects = 10
	userAgent    = "Mozilla/5.0 (compatible; chancery/1)"
)

var errRedirects = errors.New("too many redirects")

// defaultClient is a client for one fetch after another.
func defaultClient() *http.Client {
	return &http.Client{Timeout: fetchTime, CheckRedirect: checkRedirect}
}

func checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) >= maxRedirects {
		return errRedirects
	}
	if req.URL.Scheme != "http" && req.URL.Scheme != "https" {
		return fmt.Errorf("redirected to an address of kind %q", req.URL.Scheme)
	}
	return nil
}

// fetch reads one address of the web.
func (r *reader) fetch(addr string) bool {
	body, media, final, err := r.get(addr)
	if err != nil {
		if r.ctx.Err() != nil {
			return false
		}
		return r.refuse(addr, err)
	}
	return r.items(addr, func(yield func(record.Article, error) bool) {
		opt := r.opt
		opt.URL = ""
		for art, err := range Parse(urlPath(final), media, body, opt) {
			if err == nil && !sameSite(art.URL, final) {
				art.URL = final.String()
				art = opt.complete(art)
			}
			if !yield(art, err) {
				return
			}
		}
	})
}

// urlPath is the last part of the path of an address, for its ending.
func urlPath(u *url.URL) string { return u.Path[strings.LastIndexByte(u.Path, '/')+1:] }

// sameSite reports whether an address that a page gives for itself is of the host that served it.
func sameSite(addr string, served *url.URL) bool {
	u, err := url.Parse(addr)
	if err != nil || u.Host == "" {
		return false
	}
	a, b := strings.ToLower(u.Hostname()), strings.ToLower(served.Hostname())
	return a == b || strings.HasSuffix(a, "."+b) || strings.HasSuffix(b, "."+a) ||
		strings.TrimPrefix(strings.TrimPrefix(b, "m."), "amp.") == strings.TrimPrefix(a, "www.")
}

// get fetches an address within the limits of time and size; final is where redirects led.
func (r *reader) get(addr string) (body []byte, contentType string, final *url.URL, err error) {
	u, err := url.Parse(addr)
	if err != nil || u.Host == "" {
		return nil, "", nil, refusal("an address is like https://example.org/page", "not a valid address")
	}
	ctx, cancel := context.WithTimeout(r.ctx, fetchTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, addr, nil)
	if err != nil {
		return nil, "", nil, refusal("an address is like https://example.org/page", "not a valid address")
	}
	req.Header.Set("User-Agent", userAgent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,application/json;q=0.9,text/plain;q=0.8,*/*;q=0.1")
	req.Header.Set("Accept-Language", "en;q=1.0,*;q=0.5")
	client := r.opt.Client
	if client == nil {
		client = defaultClient()
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, "", nil, netError(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode >= 300 {
		return nil, "", nil, statusError(resp.StatusCode)
	}
	limit := r.opt.maxBytes()
	if resp.ContentLength > limit {
		return nil, "", nil, tooLarge(resp.ContentLength, limit)
	}
	body, err = io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if err != nil {
		return nil, "", nil, netError(err)
	}
	if int64(len(body)) > limit {
		return nil, "", nil, tooLarge(-1, limit)
	}
	return body, resp.Header.Get("Content-Type"), resp.Request.URL, nil
}

// netError puts what the network says in plain words.
func netError(err error) *Error {
	e := &Error{Err: err, Reason: "cannot be fetched: " + rootCause(err)}
	var dns *net.DNSError
	var timeout interface{ Timeout() bool }
	switch {
	case errors.Is(err, errRedirects):
		e.Reason, e.Hint = "redirected more than 10 times", "open it in a browser and save the page"
	case errors.As(err, &dns):
		e.Reason, e.Hint = "no such host "+dns.Name, "check the address and the network"
	case errors.As(err, &timeout) && timeout.Timeout():
		e.Reason, e.Hint = "no answer in time", "try again later"
	}
	return e
}

// rootCause is the innermost message of an error of the client, without the address.
func rootCause(err error) string {
	var ue *url.Error
	if errors.As(err, &ue) {
		err = ue.Err
	}
	return err.Error()
}

func statusError(code int) *Error {
	hint := "try again later"
	switch {
	case code == http.StatusNotFound || code == http.StatusGone:
		hint = "check the address"
	case code == http.StatusUnauthorized || code == http.StatusForbidden || code == http.StatusPaymentRequired:
		hint = "the site does not let programs read it: save the page from a browser"
	}
	return refusal(hint, "the server answered %d %s", code, http.StatusText(code))
}
