package score

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"chancery/internal/doc"
)

// A NameBank is sentences whose names are marked: PER, ORG, LOC and, in some files, MISC.
type NameBank struct{ Sentences []NameSentence }

// A NameSentence is one sentence with a tag in the scheme BIO or IO for each token.
type NameSentence struct {
	Text   string // as the file has it, or the tokens with a space between them
	Tokens []string
	Tags   []string
}

// goldKinds is the kinds of the files as we count them; kinds that are missing here are not counted.
var goldKinds = map[string]string{
	"PER": "PER", "person": "PER", "Person": "PER", "ORG": "ORG", "group": "ORG", "corporation": "ORG", "Organisation": "ORG",
	"LOC": "LOC", "location": "LOC", "Location": "LOC", "MISC": "MISC", "product": "MISC", "creative-work": "MISC",
}

// ReadNames reads names in the formats CoNLL (token, tag) and IOB2 of Universal NER (number, token, tag, ...). An error names the line.
func ReadNames(r io.Reader) (*NameBank, error) {
	b := &NameBank{}
	var cur NameSentence
	flush := func() {
		if len(cur.Tokens) > 0 {
			if cur.Text == "" {
				cur.Text = strings.Join(cur.Tokens, " ")
			}
			b.Sentences = append(b.Sentences, cur)
		}
		cur = NameSentence{}
	}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<24)
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		if strings.TrimSpace(line) == "" {
			flush()
			continue
		}
		if comment, ok := strings.CutPrefix(line, "# "); ok && strings.Contains(comment, " = ") {
			if t, ok := strings.CutPrefix(comment, "text = "); ok {
				cur.Text = t
			}
			continue
		}
		cols := strings.FieldsFunc(line, func(r rune) bool { return r == '\t' || r == ' ' })
		switch len(cols) {
		case 2:
			cur.Tokens, cur.Tags = append(cur.Tokens, cols[0]), append(cur.Tags, cols[1])
		case 5:
			cur.Tokens, cur.Tags = append(cur.Tokens, cols[1]), append(cur.Tags, cols[2])
		default:
			return nil, fmt.Errorf("names line %d: %d columns, want 2 or 5", n, len(cols))
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("names: %w", err)
	}
	flush()
	return b, nil
}

// Raw is the text of all sentences with a blank line between them.
func (b *NameBank) Raw() string {
	var sb strings.Builder
	for _, s := range b.Sentences {
		sb.WriteString(s.Text)
		sb.WriteString("\n\n")
	}
	return sb.String()
}

// NameCounts is what was found of the names: a name counts if its characters and its kind are right.
type NameCounts struct {
	All  Counts `json:"all"`
	PER  Counts `json:"per"`
	ORG  Counts `json:"org"`
	LOC  Counts `json:"loc"`
	MISC Counts `json:"misc"` // not part of All where the gold has none
}

// Names counts how far names agree with the gold; d has the text of gold.Raw. States, regions, places and buildings are LOC, peoples are
// MISC. An error names the first characters that differ.
func Names(gold *NameBank, d *doc.Document, names []doc.Name) (NameCounts, error) {
	var c NameCounts
	chars, want := gold.layOut()
	got, found := layOutNames(d, names)
	if i := firstDifference(chars, got); i >= 0 {
		return c, fmt.Errorf("texts differ after %d characters: gold %q, system %q", i, excerpt(chars, i), excerpt(got, i))
	}
	hasMisc := false
	for sp := range want {
		hasMisc = hasMisc || sp.kind == "MISC"
	}
	for sp := range want {
		c.count(sp.kind, found[sp], true, hasMisc)
	}
	for sp := range found {
		if !want[sp] {
			c.count(sp.kind, true, false, hasMisc)
		}
	}
	return c, nil
}

// count adds one name that was found, is in the gold, or both.
func (c *NameCounts) count(kind string, found, inGold, hasMisc bool) {
	to := map[string]*Counts{"PER": &c.PER, "ORG": &c.ORG, "LOC": &c.LOC, "MISC": &c.MISC}[kind]
	for _, to := range []*Counts{to, &c.All} {
		if to == nil || to == &c.All && kind == "MISC" && !hasMisc {
			continue
		}
		switch {
		case found && inGold:
			to.TP++
		case found:
			to.FP++
		default:
			to.FN++
		}
	}
}

// A nameSpan is a name by the characters that it covers, white space left out.
type nameSpan struct {
	charSpan
	kind string
}

func (b *NameBank) layOut() ([]rune, map[nameSpan]bool) {
	var chars []rune
	names := map[nameSpan]bool{}
	for _, s := range b.Sentences {
		open := nameSpan{}
		for i, tok := range s.Tokens {
			begin, tag, _ := strings.Cut(s.Tags[i], "-")
			kind := goldKinds[tag]
			start := len(chars)
			chars = appendVisible(chars, tok)
			if open.kind != "" && (kind != open.kind || begin == "B") {
				names[open] = true
				open = nameSpan{}
			}
			if kind != "" && open.kind == "" {
				open = nameSpan{charSpan{start, 0}, kind}
			}
			open.end = len(chars)
		}
		if open.kind != "" {
			names[open] = true
		}
	}
	return chars, names
}

func layOutNames(d *doc.Document, names []doc.Name) ([]rune, map[nameSpan]bool) {
	var chars []rune
	starts := make([]int, len(d.Tokens)+1)
	for i := range d.Tokens {
		starts[i] = len(chars)
		chars = appendVisible(chars, d.Word(int32(i)))
	}
	starts[len(d.Tokens)] = len(chars)
	found := map[nameSpan]bool{}
	for _, n := range names {
		kind := "MISC"
		switch n.Kind {
		case doc.PER, doc.ORG:
			kind = n.Kind.String()
		case doc.GPE, doc.LOC, doc.FAC:
			kind = "LOC"
		}
		found[nameSpan{charSpan{starts[n.First], starts[n.Last]}, kind}] = true
	}
	return chars, found
}

// appendVisible appends the characters of s that can be seen.
func appendVisible(chars []rune, s string) []rune {
	for _, r := range s {
		if !unicode.IsSpace(r) && !unicode.In(r, unicode.Cf, unicode.Cc) {
			chars = append(chars, r)
		}
	}
	return chars
}

// TaggedNames is the names that the name tags of d make, before package name has weighed them.
func TaggedNames(d *doc.Document) []doc.Name {
	var out []doc.Name
	for _, s := range d.Sentences {
		var open doc.Name
		for i := s.First; i < s.Last; i++ {
			tag := d.Tokens[i].Tag
			if open.Kind != doc.NoName && (tag.Kind() != open.Kind || tag.Begins()) {
				out = append(out, open)
				open = doc.Name{}
			}
			if tag.Kind() != doc.NoName {
				if open.Kind == doc.NoName {
					open = doc.Name{Range: doc.Range{First: i}, Kind: tag.Kind()}
				}
				open.Last = i + 1
			}
		}
		if open.Kind != doc.NoName {
			out = append(out, open)
		}
	}
	return out
}
