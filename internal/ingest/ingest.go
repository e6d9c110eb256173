// Package ingest knows where articles come from: files of text, pages and JSON, folders of them, the standard input and
// addresses of the web. It turns bytes in any usual encoding into record.Article; it is the only package that fetches from
// the network, and it does not read what an article says.
//
//	for it := range ingest.Items(ctx, []string{"news/", "https://example.org/a"}, ingest.Options{}) {
//		if it.Err != nil {
//			fmt.Fprintln(os.Stderr, it.Err)
//			continue
//		}
//		fmt.Println(it.Path, it.Article.Title)
//	}
package ingest

import (
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"os"
	"strings"

	"chancery/internal/date"
	"chancery/internal/record"
)

// DefaultMaxBytes is the largest file or page that is read if Options says nothing else.
const DefaultMaxBytes = 20 << 20

// Options are what holds for all articles of one call. They are not changed.
type Options struct {
	Published date.Day     // publication date of articles that give none
	Outlet    string       // outlet of articles that give none
	URL       string       // address of articles that give none
	Language  string       // language of articles that give none, BCP 47
	MaxBytes  int64        // largest file or page, and largest line of a .jsonl file; 0 means DefaultMaxBytes
	Stdin     io.Reader    // what "-" reads; nil means os.Stdin
	Client    *http.Client // fetches addresses; nil means a client with a time limit of 30 seconds and 10 redirects
}

func (opt Options) maxBytes() int64 {
	if opt.MaxBytes > 0 {
		return opt.MaxBytes
	}
	return DefaultMaxBytes
}

// An Item is one article or the reason why there is none.
type Item struct {
	Path    string // file, address or "-"; of a file with several articles "file:N", N its line or position from 1
	Article record.Article
	Err     error // an *Error, or nil
}

// An Error says why a path gave no article.
type Error struct {
	Path   string
	Reason string
	Hint   string // what to do about it; may be empty
	Err    error  // the cause, or nil
}

func (e *Error) Error() string {
	s := e.Path + ": " + e.Reason
	if e.Hint != "" {
		s += " (" + e.Hint + ")"
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// refusal is an Error whose path is not known yet.
func refusal(hint, format string, args ...any) *Error {
	return &Error{Reason: fmt.Sprintf(format, args...), Hint: hint}
}

// at gives the error its path; err may be any error.
func at(path string, err error) error {
	if e, ok := err.(*Error); ok {
		c := *e
		c.Path = path
		return &c
	}
	return &Error{Path: path, Reason: err.Error(), Err: err}
}

// Items reads paths in the order given, a folder in the order of its names. A path is a file, a folder (read with all
// below it: *.txt *.md *.html *.htm *.xhtml *.json *.jsonl, but hidden files, gold.json and README*), an http or https
// address, or "-". One bad item never stops the rest. The sequence ends early when ctx is done.
func Items(ctx context.Context, paths []string, opt Options) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		r := &reader{ctx: ctx, opt: opt, yield: yield}
		for _, path := range paths {
			if !r.path(path) {
				return
			}
		}
	}
}

// reader is the state of one call of Items. Its methods report whether to go on.
type reader struct {
	ctx   context.Context
	opt   Options
	yield func(Item) bool
}

func (r *reader) path(path string) bool {
	if r.ctx.Err() != nil {
		return false
	}
	switch {
	case path == "-":
		in := r.opt.Stdin
		if in == nil {
			in = os.Stdin
		}
		return r.stream("-", in)
	case strings.HasPrefix(path, "http://"), strings.HasPrefix(path, "https://"):
		return r.fetch(path)
	case strings.Contains(path, "://"):
		return r.refuse(path, refusal("give a file, a folder, or an http or https address", "addresses of this kind are not read"))
	}
	return r.root(path)
}

func (r *reader) refuse(path string, err error) bool {
	return r.yield(Item{Path: path, Err: at(path, err)})
}

// stream reads one input whose size is not known before.
func (r *reader) stream(path string, in io.Reader) bool {
	limit := r.opt.maxBytes()
	b, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err != nil {
		return r.refuse(path, refusal("", "cannot be read: %v", err))
	}
	if int64(len(b)) > limit {
		return r.refuse(path, tooLarge(-1, limit))
	}
	return r.items(path, Parse(path, "", b, r.opt))
}

// items yields the articles of one input, numbered if they are several.
func (r *reader) items(path string, seq iter.Seq2[record.Article, error]) bool {
	next, stop := iter.Pull2(seq)
	defer stop()
	art, err, ok := next()
	for n := 1; ok; n++ {
		if r.ctx.Err() != nil {
			return false
		}
		nextArt, nextErr, more := next()
		name := path
		if n > 1 || more {
			name = fmt.Sprintf("%s:%d", path, n)
		}
		if !r.one(name, art, err) {
			return false
		}
		art, err, ok = nextArt, nextErr, more
	}
	return true
}

func (r *reader) one(name string, art record.Article, err error) bool {
	if err != nil {
		return r.refuse(name, err)
	}
	return r.yield(Item{Path: name, Article: art})
}

func tooLarge(size, limit int64) *Error {
	hint := "split it, or raise the limit"
	if size < 0 {
		return refusal(hint, "over the limit of %s", bytesName(limit))
	}
	return refusal(hint, "%s, over the limit of %s", bytesName(size), bytesName(limit))
}

func bytesName(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.4g MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.4g kB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%d bytes", n)
}

// Parse reads the articles in b: one of a text or a page, one or more of JSON. name decides the kind by its ending; if
// it tells nothing, contentType (a MIME type, may be empty) or the bytes do. An error is an *Error without a path.
func Parse(name, contentType string, b []byte, opt Options) iter.Seq2[record.Article, error] {
	return func(yield func(record.Article, error) bool) {
		media, charset := splitType(contentType)
		kind := kindOf(name, media, b)
		if kind == kindPage && charset == "" {
			charset = metaCharset(b)
		}
		s, err := decode(b, charset)
		if err != nil {
			yield(record.Article{}, err)
			return
		}
		if isBlank(s) {
			yield(record.Article{}, refusal("nothing to read in it", "empty"))
			return
		}
		if kind == kindText && isPage(s) {
			kind = kindPage
		}
		switch kind {
		case kindPage:
			art, err := parsePage(s)
			yield(opt.complete(art), err)
		case kindJSON, kindUnknown:
			parseJSON(s, kind, opt, yield)
		default:
			yield(opt.complete(record.Article{Text: normalise(s)}), nil)
		}
	}
}

// complete fills what an article does not say itself, and its id.
func (opt Options) complete(art record.Article) record.Article {
	if art.URL == "" {
		art.URL = opt.URL
	}
	if art.Outlet == "" {
		art.Outlet = opt.Outlet
	}
	if art.Language == "" {
		art.Language = opt.Language
	}
	if !art.Published.IsKnown() && opt.Published != 0 {
		art.Published = date.MakeRange(opt.Published, date.Stated)
	}
	art.ID = record.MakeArticleID(art.URL, art.Outlet, art.Text)
	return art
}
