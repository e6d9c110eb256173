package name

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/internal/doc"
)

// A shape is how a word is written.
type shape uint8

const (
	other   shape = iota // punctuation and signs
	small                // begins with a small letter
	large                // begins with a capital: "Xi", "McDonald", "el-Sisi"
	capital              // capitals alone, two or more: "NATO", "U.S."
	initial              // one capital, with or without its stop: "J."
	number               // begins with a digit
)

func shapeOf(w string) shape {
	first, size := utf8.DecodeRuneInString(w)
	switch {
	case unicode.IsDigit(first):
		return number
	case !unicode.IsLetter(first):
		if size < len(w) && (first == '\'' || first == '’' || first == '@' || first == 'ʻ') {
			if s := shapeOf(w[size:]); s == large {
				return s
			}
		}
		return other
	case unicode.IsLower(first):
		if at := strings.IndexByte(w, '-'); at > 0 && at <= 3 && at+1 < len(w) {
			if c, _ := utf8.DecodeRuneInString(w[at+1:]); unicode.IsUpper(c) {
				return large
			}
		}
		if strings.HasPrefix(w, "d'") || strings.HasPrefix(w, "d’") {
			return large
		}
		return small
	}
	letters, lower := 0, false
	for _, c := range w {
		if unicode.IsLetter(c) {
			letters++
			lower = lower || unicode.IsLower(c)
		}
	}
	switch {
	case lower || !unicode.IsUpper(first):
		return large
	case letters > 1:
		return capital
	}
	return initial
}

// isUpper reports whether a word is written large in any way.
func (s shape) isUpper() bool { return s >= large && s <= initial }

// A style is how a sentence is written as a whole: in headlines capitals tell less.
type style uint8

const (
	mixed    style = iota
	titled         // "Putin Arrives in Beijing for Talks"
	capitals       // "PUTIN ARRIVES IN BEIJING"
	lowered        // no capitals at all
)

// styleOf looks at the words of four letters or more after the first; short ones stay small in headlines.
func (r *reader) styleOf(s int) style {
	sent := r.d.Sentences[s]
	var long, upper, caps, words int
	for i := sent.First; i < sent.Last; i++ {
		sh := r.shapes[i]
		if sh == other || sh == number {
			continue
		}
		words++
		if sh == capital {
			caps++
		}
		if i == sent.First || r.d.Tokens[i].Len() < 4 {
			continue
		}
		long++
		if sh.isUpper() {
			upper++
		}
	}
	share := 85
	if b := sent.Block; b >= 0 && int(b) < len(r.d.Blocks) {
		if k := r.d.Blocks[b].Kind; k == doc.Title || k == doc.Deck || k == doc.Heading {
			share = 65
		}
	}
	switch {
	case words >= 3 && caps*10 >= words*7:
		return capitals
	case long >= 3 && upper*100 >= long*share && r.hasLargeVerb(sent.Range):
		return titled
	case words >= 4 && upper == 0 && !r.shapes[sent.First].isUpper():
		return lowered
	}
	return mixed
}

// hasLargeVerb reports whether a common word that is no part of a name stands written large after the first: the sign
// of a headline against that of a short line of names.
func (r *reader) hasLargeVerb(sent doc.Range) bool {
	for i := sent.First + 1; i < sent.Last; i++ {
		if r.shapes[i] != large || r.d.Tokens[i].Len() < 4 {
			continue
		}
		w := strings.ToLower(r.d.Word(i))
		if _, kind := r.lex.Who.Kind(w); r.lex.Who.IsCommon(w) && !r.lex.Who.IsNever(w) && !kind && !r.lex.Who.IsTitleHead(w) {
			return true
		}
		if r.parsed {
			if p := r.d.Tokens[i].UPOS; p == doc.VERB || p == doc.ADV || p == doc.NOUN {
				return true
			}
		}
	}
	return false
}
