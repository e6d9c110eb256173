package name

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// modelled proposes what the model has tagged, cut to the form of a name.
func (r *reader) modelled(s int) {
	sent := r.d.Sentences[s]
	for i := sent.First; i < sent.Last; i++ {
		tag := r.d.Tokens[i].Tag
		if tag.Kind() == doc.NoName {
			continue
		}
		end := i + 1
		for end < sent.Last && r.d.Tokens[end].Tag.Kind() == tag.Kind() && !r.d.Tokens[end].Tag.Begins() {
			end++
		}
		r.tagged1(s, i, end, tag.Kind())
		i = end - 1
	}
}

// tagged1 proposes one tagged stretch.
func (r *reader) tagged1(s int, first, last int32, kind doc.NameKind) {
	sent := r.d.Sentences[s]
	first, last = r.trim(sent.First, first, last)
	if first >= last {
		return
	}
	upper := 0
	for i := first; i < last; i++ {
		if r.shapes[i].isUpper() {
			upper++
		}
	}
	if upper == 0 && r.styles[s] == mixed {
		return // common nouns that the model took for a name
	}
	score := byModel + 5*int(last-first)
	if r.styles[s] != mixed && int(last-first) > 3 {
		score -= 30 // in a headline long stretches are seldom one name
	}
	if last-first == 1 && upper == 1 {
		w := strings.ToLower(r.d.Word(first))
		if r.lex.Who.IsNever(w) || r.startsSentence(first) && r.lex.Who.IsCommon(w) {
			return
		}
	}
	if k, _, ok := r.wordKind(r.d.Word(last - 1)); ok && last-first > 1 && kind != doc.PER {
		kind = k
	}
	r.propose(first, last, kind, score)
}

// trim takes articles, titles, possessives and signs off both ends.
func (r *reader) trim(sentence, first, last int32) (int32, int32) {
	for first < last {
		w := r.d.Word(first)
		if n := r.titleAt(sentence, first, last); n > 0 && first+n < last {
			first += n
			continue
		}
		if r.shapes[first] == other || isArticle(w) {
			first++
			continue
		}
		break
	}
	for first < last && (r.shapes[last-1] == other || isPossessive(r.d.Word(last-1))) {
		last--
	}
	return first, last
}

// titleAt is the number of tokens from i on, before end, that are a title or a form of address; 0 if none.
func (r *reader) titleAt(sentence, i, end int32) int32 {
	if m := r.at(sentence, i); m.n > 0 && i+m.n <= end {
		if e, ok := m.has(lexicon.EntryTitle); ok {
			if t := r.lex.Register.Title(e.ID); t != nil && (t.Before || r.shapes[i] == small) {
				return m.n
			}
		}
	}
	if i+2 <= end {
		if _, ok := r.lex.Who.Honorific(r.d.Text(doc.Range{First: i, Last: i + 2})); ok {
			return 2
		}
	}
	if _, ok := r.lex.Who.Honorific(r.d.Word(i)); ok {
		return 1
	}
	return 0
}

func isArticle(w string) bool {
	switch w {
	case "the", "The", "THE", "a", "an", "A", "An":
		return true
	}
	return false
}

func isPossessive(w string) bool {
	switch w {
	case "'s", "’s", "'", "’", "'S", "’S":
		return true
	}
	return false
}
