package who

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// acts reports whether the name of a capital or a seat of government stands for those who govern: as one who does
// something, has relations or is pressed, not as a place where something happens.
func (r *reader) acts(tokens doc.Range, capital bool) bool {
	if next := tokens.Last; int(next) < len(r.d.Tokens) {
		switch w := r.d.Word(next); {
		case w == "'s" || w == "’s":
			return !capital || !r.isPlaceNoun(next+1)
		case w == "-" && int(next)+1 < len(r.d.Tokens):
			if half := r.d.Word(next + 1); r.lex.Who.Is(lexicon.PlaceHyphen, half) {
				return false
			} else if r.lex.Who.Is(lexicon.ActsHyphen, half) {
				return true
			}
			return r.nameAt[next+1] != doc.None // "Moscow-Beijing axis"
		}
	}
	return r.actsBefore(tokens, capital)
}

// actsBefore decides by the preposition or verb before a name.
func (r *reader) actsBefore(tokens doc.Range, capital bool) bool {
	first := r.d.Sentences[r.d.SentenceAt(tokens.First)].First
	k := tokens.First - 1
	for k >= first && (isDeterminer(r.d.Word(k)) || r.d.Word(k) == "both") {
		k--
	}
	if k < first {
		return r.actsAsSubject(tokens)
	}
	w := strings.ToLower(r.d.Word(k))
	if r.lex.Who.Is(lexicon.PlaceBefore, w) {
		return false
	}
	if r.lex.Who.Is(lexicon.ActsBefore, w) {
		return true
	}
	switch w {
	case "on", "of":
		return w == "on" && !r.endsMotion(k, first) || w == "of" && r.isAttitude(k, first)
	case "to", "from":
		return !r.endsMotion(k, first) && !r.governedByMotion(tokens) && (w == "to" || r.isAttitude(k, first))
	case "and", "or", ",", "nor":
		if at := r.nameEndingAt(k - 1); at != doc.None && w != "," {
			return r.acts(r.d.Names[at].Range, capital)
		}
		if w == "," {
			return r.actsAsSubject(tokens)
		}
	}
	return r.actsAsSubject(tokens)
}

// followsPreposition reports whether a preposition stands right before a name.
func (r *reader) followsPreposition(tokens doc.Range) bool {
	k := tokens.First - 1
	return k >= 0 && (r.d.Tokens[k].UPOS == doc.ADP || r.d.Tokens[k].UPOS == doc.PART)
}

// nameEndingAt is the name whose last token is k, or None.
func (r *reader) nameEndingAt(k int32) int32 {
	if k < 0 {
		return doc.None
	}
	return r.nameAt[k]
}

// actsAsSubject decides by the relation of a name in the tree; without a tree, by whether a verb seems to follow.
func (r *reader) actsAsSubject(tokens doc.Range) bool {
	head := r.headOf(tokens)
	if r.parsed {
		if next := tokens.Last; int(next) < len(r.d.Tokens) && !r.followsPreposition(tokens) {
			if p := r.d.Tokens[next].UPOS; (p == doc.VERB || p == doc.AUX) && (r.d.Tokens[next].Feat("VerbForm") != "Part" || r.startsSentence(tokens.First)) {
				return true // whatever the tree says: "Beijing aims"
			}
			if r.d.Word(next) == "on" && int(next)+3 < len(r.d.Tokens) && r.lex.Who.IsNever(strings.ToLower(r.d.Word(next+1))) && r.d.Tokens[next+2].UPOS == doc.VERB {
				return true // "Beijing on Thursday condemned"
			}
		}
		for steps := 0; steps < 4; steps++ {
			switch tok := r.d.Tokens[head]; tok.Rel {
			case doc.Nsubj, doc.NsubjPass, doc.NsubjOuter, doc.Obj, doc.Iobj, doc.OblAgent:
				return true
			case doc.Conj:
				head = tok.Head
				continue
			case doc.Compound:
				return !r.isPlaceNoun(tokens.Last)
			case doc.Flat, doc.Appos, doc.List, doc.NmodUnmarked, doc.OblUnmarked:
				return false
			}
			break
		}
		return false
	}
	next := tokens.Last
	if int(next) >= len(r.d.Tokens) {
		return false
	}
	w := r.d.Word(next)
	switch w {
	case ",", ".", ")", ":", "on", "in", "at", "for", "after", "(", "—", "–", "to":
		return false
	case "and":
		return int(next)+2 < len(r.d.Tokens) && r.nameAt[next+1] != doc.None && r.actsAsSubject(r.d.Names[r.nameAt[next+1]].Range)
	}
	return !r.isPlaceNoun(next)
}

// endsMotion reports whether the words before a preposition speak of going somewhere: "arrived to", "trip to".
func (r *reader) endsMotion(k, first int32) bool {
	for i := k - 1; i >= first && i > k-5; i-- {
		if r.lex.Who.Is(lexicon.Motion, strings.ToLower(r.d.Word(i))) {
			return true
		}
		switch r.d.Word(i) {
		case ",", ".", ";", "and", "“", "”", "\"":
			return false
		}
	}
	return false
}

// governedByMotion reports whether the word on which a name depends in the tree speaks of going somewhere: "welcomed
// Trump and Putin to Helsinki".
func (r *reader) governedByMotion(tokens doc.Range) bool {
	if !r.parsed {
		return false
	}
	h := r.d.Tokens[r.headOf(tokens)].Head
	for steps := 0; steps < 3 && h != doc.None; steps++ {
		if r.lex.Who.Is(lexicon.Motion, strings.ToLower(r.d.Word(h))) || r.lex.Who.Is(lexicon.Motion, r.d.Tokens[h].Lemma) {
			return true
		}
		if r.d.Tokens[h].UPOS == doc.VERB {
			break
		}
		h = r.d.Tokens[h].Head
	}
	return false
}

// isAttitude reports whether the word before a preposition takes a government: "pressure from", "wary of".
func (r *reader) isAttitude(k, first int32) bool {
	for k > first && !isWord(r.d.Word(k-1)) {
		k-- // "hostility" from
	}
	if k-1 < first {
		return false
	}
	return r.lex.Who.Is(lexicon.Attitude, strings.ToLower(r.d.Word(k-1)))
}

// isPlaceNoun reports whether the word at i, after the name of a city, is part of the city and not of a state.
func (r *reader) isPlaceNoun(i int32) bool {
	for k := i; k < i+3 && int(k) < len(r.d.Tokens); k++ {
		if r.lex.Who.Is(lexicon.PlaceNoun, strings.ToLower(r.d.Word(k))) {
			return true
		}
		switch r.d.Word(k) {
		case "'s", "’s", "’", "'":
			return r.isPlaceNoun(k + 1)
		}
		if k == i && r.nameAt[k] != doc.None && r.d.Names[r.nameAt[k]].Kind == doc.FAC {
			return true
		}
	}
	return false
}

func isDeterminer(w string) bool {
	switch w {
	case "the", "The", "a", "an", "A", "An", "this", "that", "This", "That":
		return true
	}
	return false
}
