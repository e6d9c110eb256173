package lexicon

import "strings"

// An AbbrKind says where an abbreviation stands.
type AbbrKind uint8

// The kinds of abbreviations.
const (
	NoAbbr     AbbrKind = iota
	TitleAbbr           // stands before a name: never ends a sentence
	NumberAbbr          // abbreviates only before a number
	MonthAbbr           // a month or weekday: beside a number or before a comma
	PlainAbbr           // may end a sentence
)

var abbrKinds = map[string]AbbrKind{"title": TitleAbbr, "number": NumberAbbr, "month": MonthAbbr, "plain": PlainAbbr}

// Spelling is what must be known of words to find their ends and those of sentences.
type Spelling struct {
	Abbreviations map[string]AbbrKind // as written, without the last stop
	Contractions  map[string][]int    // lower case; the lengths of the parts in bytes
	Clitics       map[string]bool     // lower case, straight apostrophe
	Prefixes      map[string]bool     // lower case; keep their hyphen
	Domains       map[string]bool     // ends of names of the net
	Units         map[string]bool     // as written
	Starters      map[string]bool     // capitalised words that begin a sentence
	Speech        map[string]bool     // verbs that go on after a quote
}

func loadSpelling(lex *Lexicon) (err error) {
	lex.Spelling, err = LoadSpelling()
	return err
}

// LoadSpelling reads this part of the lexicon alone. An error names the file and the line.
func LoadSpelling() (*Spelling, error) {
	sp := &Spelling{Abbreviations: map[string]AbbrKind{}, Contractions: map[string][]int{}}
	if err := loadAbbreviations(sp.Abbreviations); err != nil {
		return nil, err
	}
	if err := loadContractions(sp.Contractions); err != nil {
		return nil, err
	}
	for _, l := range []struct {
		file string
		to   *map[string]bool
	}{
		{"clitics", &sp.Clitics}, {"prefixes", &sp.Prefixes}, {"domains", &sp.Domains},
		{"units", &sp.Units}, {"starters", &sp.Starters}, {"speech", &sp.Speech},
	} {
		set, err := spellingSet("data/text/" + l.file + ".tsv")
		if err != nil {
			return nil, err
		}
		*l.to = set
	}
	return sp, nil
}

func loadAbbreviations(to map[string]AbbrKind) error {
	table, err := rows(data, "data/text/abbreviations.tsv", 2)
	if err != nil {
		return err
	}
	for _, r := range table {
		kind, ok := abbrKinds[r.col(1)]
		if !ok {
			return r.errorf("%q is no kind of abbreviation", r.col(1))
		}
		for _, w := range r.list(0) {
			if to[w] != NoAbbr {
				return r.errorf("%q stands here twice", w)
			}
			to[w] = kind
		}
	}
	return nil
}

func loadContractions(to map[string][]int) error {
	table, err := rows(data, "data/text/contractions.tsv", 2)
	if err != nil {
		return err
	}
	for _, r := range table {
		if strings.ReplaceAll(r.col(1), "+", "") != r.col(0) {
			return r.errorf("the parts %q are not %q", r.col(1), r.col(0))
		}
		for part := range strings.SplitSeq(r.col(1), "+") {
			to[r.col(0)] = append(to[r.col(0)], len(part))
		}
	}
	return nil
}

// spellingSet reads a table whose first column lists words.
func spellingSet(file string) (map[string]bool, error) {
	table, err := rows(data, file, 1)
	if err != nil {
		return nil, err
	}
	set := map[string]bool{}
	for _, r := range table {
		for _, w := range r.list(0) {
			set[w] = true
		}
	}
	return set, nil
}
