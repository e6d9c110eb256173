package score

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"chancery/internal/text"
)

// An ECBDocument is an article of ECB+ with the events that are annotated in some of its sentences.
type ECBDocument struct {
	ID       string
	Text     string // title, an empty line, and the text
	Mentions []ECBMention
}

// An ECBMention is the words of an annotated event. Spans has one span for each token, ascending; none where the sentence
// was not found in the text.
type ECBMention struct {
	Chain string // of what is one event; the same in all documents
	Spans []text.Span
}

// An ecbToken is a word by its place in the annotation.
type ecbToken struct {
	doc             string
	sentence, token int
}

// ReadECB reads gold of event coreference as ECB+ is given: mentions (JSON: doc_id, sent_id, tokens_number, coref_chain),
// the tokens of the annotated sentences (columns of document, sentence, number and token), and the texts (JSON lines:
// doc_id, title and text). Documents stand in the order of their first mention. Tokens are found in the text by the letters and digits of their
// sentence, for the text has other spaces and marks.
func ReadECB(mentions, tokens, texts io.Reader) ([]ECBDocument, error) {
	var list []struct {
		Doc    string `json:"doc_id"`
		Sent   int    `json:"sent_id"`
		Tokens []int  `json:"tokens_number"`
		Chain  string `json:"coref_chain"`
	}
	if err := json.NewDecoder(mentions).Decode(&list); err != nil {
		return nil, fmt.Errorf("mentions: %w", err)
	}
	known, err := readECBTexts(texts)
	if err != nil {
		return nil, fmt.Errorf("texts: %w", err)
	}
	at, err := placeECBTokens(tokens, known)
	if err != nil {
		return nil, fmt.Errorf("tokens: %w", err)
	}
	var out []ECBDocument
	number := map[string]int{}
	for i, m := range list {
		if m.Chain == "" || len(m.Tokens) == 0 {
			return nil, fmt.Errorf("mentions: number %d has no coref_chain or no tokens_number", i+1)
		}
		n, met := number[m.Doc]
		if !met {
			words, ok := known[m.Doc]
			if !ok {
				return nil, fmt.Errorf("there is no text of %s", m.Doc)
			}
			n = len(out)
			number[m.Doc] = n
			out = append(out, ECBDocument{ID: m.Doc, Text: words})
		}
		out[n].Mentions = append(out[n].Mentions, ECBMention{m.Chain, spansOf(at, m.Doc, m.Sent, m.Tokens)})
	}
	return out, nil
}

func spansOf(at map[ecbToken]text.Span, doc string, sentence int, tokens []int) []text.Span {
	var out []text.Span
	for _, n := range tokens {
		if sp, ok := at[ecbToken{doc, sentence, n}]; ok {
			out = append(out, sp)
		}
	}
	return out
}

func readECBTexts(r io.Reader) (map[string]string, error) {
	out := map[string]string{}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 16<<20)
	for n := 1; sc.Scan(); n++ {
		line := bytes.TrimSpace(sc.Bytes())
		if len(line) == 0 {
			continue
		}
		var d struct {
			ID    string `json:"doc_id"`
			Title string
			Text  string
		}
		if err := json.Unmarshal(line, &d); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if d.ID == "" {
			return nil, fmt.Errorf("line %d has no doc_id", n)
		}
		out[d.ID] = d.Title + "\n\n" + d.Text
	}
	return out, sc.Err()
}

// placeECBTokens is where the tokens of the annotated sentences stand in the texts. A token without letters or digits
// stands nowhere.
func placeECBTokens(r io.Reader, texts map[string]string) (map[ecbToken]text.Span, error) {
	out := map[ecbToken]text.Span{}
	var sentence []string // its tokens
	var place ecbToken
	var keys *letterIndex
	put := func() {
		if len(sentence) == 0 {
			return
		}
		if keys == nil || keys.doc != place.doc {
			keys = newLetterIndex(place.doc, texts[place.doc])
		}
		for i, sp := range keys.find(sentence) {
			if sp.Len() > 0 {
				out[ecbToken{place.doc, place.sentence, i}] = sp
			}
		}
		sentence = sentence[:0]
	}
	sc := bufio.NewScanner(r)
	for n := 1; sc.Scan(); n++ {
		if strings.TrimSpace(sc.Text()) == "" {
			continue
		}
		f := strings.Split(sc.Text(), "\t")
		if len(f) < 4 {
			return nil, fmt.Errorf("line %d: want document, sentence, number and token", n)
		}
		s, err := strconv.Atoi(f[1])
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if f[0] != place.doc || s != place.sentence {
			put()
			place = ecbToken{doc: f[0], sentence: s}
		}
		if f[2] != strconv.Itoa(len(sentence)) {
			return nil, fmt.Errorf("line %d: token %q, want %d", n, f[2], len(sentence))
		}
		sentence = append(sentence, f[3])
	}
	put()
	return out, sc.Err()
}

// A letterIndex is a text without what is neither letter nor digit, and where each byte that is left was.
type letterIndex struct {
	doc   string
	key   string
	where []uint32
	next  int // in key: where the last sentence that was found ends
}

func newLetterIndex(doc, s string) *letterIndex {
	x := &letterIndex{doc: doc}
	var b strings.Builder
	for i, r := range s {
		if !isKey(r) {
			continue
		}
		n := b.Len()
		b.WriteRune(r)
		for k := range b.Len() - n {
			x.where = append(x.where, uint32(i+k))
		}
	}
	x.key = b.String()
	return x
}

func isKey(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// find is the span of each token of a sentence, zero for one without letters, or nil where the text does not have the
// sentence. Sentences are looked for behind the last one first.
func (x *letterIndex) find(tokens []string) []text.Span {
	parts := make([]string, len(tokens))
	for i, tok := range tokens {
		parts[i] = strings.Map(func(r rune) rune {
			if isKey(r) {
				return r
			}
			return -1
		}, tok)
	}
	key := strings.Join(parts, "")
	at := strings.Index(x.key[x.next:], key)
	if at >= 0 {
		at += x.next
	} else if at = strings.Index(x.key, key); at < 0 {
		return nil
	}
	x.next = at + len(key)
	out := make([]text.Span, len(tokens))
	for i, p := range parts {
		if p != "" {
			out[i] = text.Span{Start: x.where[at], End: x.where[at+len(p)-1] + 1}
		}
		at += len(p)
	}
	return out
}
