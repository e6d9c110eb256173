package lexicon

import (
	"slices"
	"strings"
)

// Credit is the words by which an article credits another outlet with what it tells. All are in lower case.
type Credit struct {
	Before   map[string]bool   // phrases before the name of an outlet: "according to"
	Begins   map[string]bool   // the first words of these phrases
	Verb     map[string]bool   // words after it: "reported"
	Between  map[string]bool   // words that may stand between
	Official map[string]bool   // words of the names of offices
	Paper    map[string]bool   // words or pairs of words with which names of outlets end
	Source   map[string]bool   // phrases that begin a line which names the source of the whole
	Helper   []string          // what stands in a line that credits a contribution only
	Outlets  map[string]string // form of the name of an outlet -> its name to show, those of Layout included
}

func loadCredit(lex *Lexicon) error {
	c := &lex.Credit
	rs, err := rows(data, "data/credit/words.tsv", 2)
	if err != nil {
		return err
	}
	sets := map[string]*map[string]bool{
		"before": &c.Before, "verb": &c.Verb, "between": &c.Between, "official": &c.Official, "paper": &c.Paper, "source": &c.Source,
	}
	for _, set := range sets {
		*set = map[string]bool{}
	}
	for _, r := range rs {
		set, ok := sets[r.col(0)]
		if !ok && r.col(0) != "helper" {
			return r.errorf("class %q is none of before, verb, between, official, paper, source, helper", r.col(0))
		}
		for _, w := range r.list(1) {
			if w != strings.ToLower(w) {
				return r.errorf("%q is not in lower case", w)
			}
			if ok {
				(*set)[w] = true
			} else if !slices.Contains(c.Helper, w) {
				c.Helper = append(c.Helper, w)
			}
		}
	}
	c.Begins = make(map[string]bool, len(c.Before))
	for phrase := range c.Before {
		word, _, _ := strings.Cut(phrase, " ")
		c.Begins[word] = true
	}
	return c.loadOutlets("data/credit/outlets.tsv", lex.Layout.Outlets)
}

// noText are agencies that sign pictures or advertisements, not reports.
var noText = []string{"Getty Images", "European Pressphoto Agency", "VCG", "PRNewswire"}

func (c *Credit) loadOutlets(file string, known map[string]Outlet) error {
	c.Outlets = make(map[string]string, 2*len(known))
	for form, o := range known {
		if !slices.Contains(noText, o.Name) {
			c.Outlets[form] = o.Name
		}
	}
	rs, err := rows(data, file, 1)
	if err != nil {
		return err
	}
	for _, r := range rs {
		name := r.col(0)
		if had, ok := c.Outlets[strings.ToLower(name)]; ok {
			name = had
		}
		for _, form := range append(r.list(1), r.col(0)) {
			form = strings.ToLower(form)
			if had, ok := c.Outlets[form]; ok && had != name {
				return r.errorf("%q is already a form of %s", form, had)
			}
			c.Outlets[form] = name
		}
	}
	return nil
}

// OutletName is the name to show of an outlet: the same for all its forms.
func (c *Credit) OutletName(s string) string {
	s = strings.TrimSpace(s)
	low := strings.ToLower(s)
	for _, form := range []string{low, strings.TrimPrefix(low, "the "), strings.TrimSuffix(low, " news agency"), strings.TrimSuffix(low, " news"), strings.TrimSuffix(low, ".com")} {
		if name, ok := c.Outlets[form]; ok {
			return name
		}
	}
	if len(s) > 4 && strings.HasPrefix(low, "the ") {
		return s[4:]
	}
	return s
}
