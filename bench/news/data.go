package news

import (
	"embed"
	"fmt"
	"strings"

	"chancery/internal/plover"
)

//go:embed data/*.txt
var files embed.FS

// A template is what can happen, and how news tells it.
type template struct {
	name    string
	kind    plover.Kind
	mode    plover.Mode
	format  plover.Format
	parties string // leaders, ministers, states
	place   string // a, b, third, none
	wording map[string][]string
}

// canBePlanned and its like say for which courses there are wordings.
func (t *template) canBePlanned() bool   { return len(t.wording["plan"]) > 0 }
func (t *template) canBeCancelled() bool { return len(t.wording["off"]) > 0 }
func (t *template) canBePutOff() bool    { return len(t.wording["later"]) > 0 }

// lines calls f for each line of a file of data that is neither empty nor a remark.
func lines(file string, f func(line string) error) error {
	b, err := files.ReadFile("data/" + file)
	if err != nil {
		return err
	}
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := f(line); err != nil {
			return fmt.Errorf("%s:%d: %w", file, n, err)
		}
	}
	return nil
}

func loadTemplates() ([]*template, error) {
	var out []*template
	err := lines("happenings.txt", func(line string) error {
		if head, ok := strings.CutPrefix(line, "= "); ok {
			t, err := readHead(head)
			out = append(out, t)
			return err
		}
		name, text, ok := strings.Cut(line, "\t")
		if !ok || len(out) == 0 {
			return fmt.Errorf("want the name of a wording, a tab and the wording")
		}
		t := out[len(out)-1]
		t.wording[name] = append(t.wording[name], text)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, t := range out {
		for _, need := range []string{"title", "lead", "more"} {
			if len(t.wording[need]) == 0 {
				return nil, fmt.Errorf("happenings.txt: %s has no %s", t.name, need)
			}
		}
	}
	return out, nil
}

func readHead(head string) (*template, error) {
	f := strings.Split(head, "\t")
	if len(f) != 6 {
		return nil, fmt.Errorf("%d fields, want name, kind, mode, format, parties and place", len(f))
	}
	t := &template{name: f[0], parties: f[4], place: f[5], wording: map[string][]string{}}
	var err error
	if t.kind, err = plover.ParseKind(f[1]); err != nil {
		return nil, err
	}
	if t.mode, err = plover.ParseMode(f[2]); err != nil {
		return nil, err
	}
	t.format, err = plover.ParseFormat(f[3])
	return t, err
}

// loadWordings is the lists of wordings.txt by their names.
func loadWordings() (map[string][]string, error) {
	out := map[string][]string{}
	err := lines("wordings.txt", func(line string) error {
		name, text, ok := strings.Cut(line, "\t")
		if !ok {
			return fmt.Errorf("want the name of a list, a tab and a wording")
		}
		out[name] = append(out[name], text)
		return nil
	})
	return out, err
}
