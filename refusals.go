package chancery

import (
	"context"
	"encoding/json"
	"slices"

	"chancery/internal/store"
)

// A RefusedOn is an article that was refused, and when.
type RefusedOn struct {
	Refusal
	At string `json:"at"` // RFC 3339, in UTC
}

// metaRefusals is the refusals of late, as JSON: the newest last.
const metaRefusals = "refusals"

// maxRefusals is how many refusals a record remembers.
const maxRefusals = 500

// putRefusals remembers refusals; one path has but its last.
func putRefusals(s store.Writer, at string, list []Refusal) error {
	kept, err := refusals(s)
	if err != nil {
		return err
	}
	for _, ref := range list {
		kept = slices.DeleteFunc(kept, func(k RefusedOn) bool { return k.Path == ref.Path })
		kept = append(kept, RefusedOn{ref, at})
	}
	if len(kept) > maxRefusals {
		kept = kept[len(kept)-maxRefusals:]
	}
	b, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	return s.SetMeta(metaRefusals, string(b))
}

func refusals(s store.Reader) ([]RefusedOn, error) {
	text, err := s.Meta(metaRefusals)
	if err != nil || text == "" {
		return nil, err
	}
	var out []RefusedOn
	err = json.Unmarshal([]byte(text), &out)
	return out, err
}

// Refused is the articles that were refused of late, the last first, with the reasons: at most 500.
func (r *Record) Refused(ctx context.Context) (out []RefusedOn, err error) {
	err = r.st.View(ctx, func(s store.Reader) error {
		out, err = refusals(s)
		return err
	})
	slices.Reverse(out)
	return out, err
}
