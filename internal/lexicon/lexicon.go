// Package lexicon knows words: lists and tables that a linguist or a political scientist can read and edit, embedded as
// text files and loaded with file and line in every error.
//
// It does not know how words combine in a text: that is the business of the annotators. A file is UTF-8, one row a
// line, columns separated by tabs; a line that begins with # is a comment. What a column means stands in the comment
// at the head of the file.
//
//	lex, err := lexicon.Load()
package lexicon

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed all:data
var data embed.FS

// A Lexicon is all lists together. It is immutable and safe for concurrent use.
type Lexicon struct {
	Layout    Layout     // remains of pages
	Calendar  *Calendar  // words and rules of time expressions
	Gazetteer *Gazetteer // places of the world
	Cues      *Cues      // words that attribute speech
	Spelling  *Spelling
	Register  *Register // states, organisations, persons and their offices
	Who       *Who      // given names, forms of address, nouns that stand for an actor
	Frames    *Frames   // how acts are told
	Acts      *Acts     // words beside the frames: status, format, context
	Gate      *Gate     // what an article is about
	Credit    Credit    // how an article credits another outlet
}

// Load reads the embedded files. An error names the file and the line.
func Load() (*Lexicon, error) { return load(nil) }

// load is Load with the rows that a user adds to the register, by table.
func load(own map[string][]row) (*Lexicon, error) {
	lex := &Lexicon{}
	for _, load := range []func(*Lexicon) error{
		loadLayout,
		loadCalendar,
		loadGazetteer,
		loadSpelling,
		func(lex *Lexicon) (err error) { lex.Register, err = readRegister(data, own); return err },
		loadWho,
		loadCues,
		loadFrames,
		loadActs,
		loadGate,
		loadCredit,
	} {
		if err := load(lex); err != nil {
			return nil, err
		}
	}
	return lex, nil
}

// A row is one line of a table: its columns, trimmed, and where it stands.
type row struct {
	file string
	line int
	cols []string
}

// col is column i, or "" where the row is shorter.
func (r row) col(i int) string {
	if i < len(r.cols) {
		return r.cols[i]
	}
	return ""
}

// list is column i split at "|", without empty parts.
func (r row) list(i int) []string {
	var out []string
	for s := range strings.SplitSeq(r.col(i), "|") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// errorf is an error that names the row.
func (r row) errorf(format string, args ...any) error {
	return fmt.Errorf("lexicon: %s:%d: %w", r.file, r.line, fmt.Errorf(format, args...))
}

// rows reads a table from fsys. Rows with fewer columns than min are an error.
func rows(fsys fs.FS, file string, min int) ([]row, error) {
	b, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	return parseRows(file, b, min)
}

// parseRows is rows of a text.
func parseRows(file string, b []byte, min int) ([]row, error) {
	var out []row
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		line = strings.TrimRight(line, "\r\n\t ")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		r := row{file: file, line: n, cols: strings.Split(line, "\t")}
		for i := range r.cols {
			r.cols[i] = strings.TrimSpace(r.cols[i])
		}
		if len(r.cols) < min {
			return nil, r.errorf("%d columns, want at least %d", len(r.cols), min)
		}
		out = append(out, r)
	}
	return out, nil
}
