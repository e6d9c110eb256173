package mcp

import (
	"context"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/record"
)

// An event is an event as an assistant is told of it: what a sentence about it needs, and the sentences it rests on.
type event struct {
	ID          string     `json:"id"`
	Summary     string     `json:"summary"`
	Kind        string     `json:"kind" jsonschema:"PLOVER kind and mode"`
	Status      string     `json:"status"`
	Date        string     `json:"date" jsonschema:"in words; empty where no date is told"`
	Basis       string     `json:"date_basis" jsonschema:"stated, resolved from a relative expression, inferred, or none"`
	Place       string     `json:"place,omitempty"`
	Actors      []party    `json:"actors"`
	Recipients  []party    `json:"recipients"`
	Independent int        `json:"independent_sources"`
	Conflicts   []string   `json:"conflicts" jsonschema:"fields on which articles disagree"`
	Verdict     string     `json:"verdict,omitempty" jsonschema:"what an analyst has found: accept or reject"`
	Sentences   []sentence `json:"sentences"`
}

type party struct {
	Actor  string `json:"actor"`
	Name   string `json:"name"`
	Office string `json:"office,omitempty"`
	Role   string `json:"role,omitempty"`
}

// A sentence is words of an article.
type sentence struct {
	Article   string `json:"article"`
	Outlet    string `json:"outlet"`
	Title     string `json:"title,omitempty"`
	URL       string `json:"url,omitempty"`
	Published string `json:"published,omitempty"`
	Words     string `json:"words"`
}

// sources are the articles of an answer.
type sources map[chancery.ID]chancery.ArticleRef

func (d *desk) sources(ctx context.Context, ids []chancery.ID) (sources, error) {
	slices.Sort(ids)
	refs, err := d.rec.References(ctx, slices.Compact(ids))
	out := sources{}
	for _, ref := range refs {
		out[ref.ID] = ref
	}
	return out, err
}

func (s sources) sentence(article chancery.ID, words string) sentence {
	ref := s[article]
	return sentence{string(article), ref.Outlet, ref.Title, ref.URL, ref.Published.String(), strings.Join(strings.Fields(words), " ")}
}

// tell makes the events of an answer. The events must have their claims.
func (d *desk) tell(ctx context.Context, events []chancery.Event) ([]event, error) {
	var ids []chancery.ID
	for i := range events {
		for _, cl := range events[i].Claims {
			if cl.Field == record.FieldKind {
				ids = append(ids, cl.Article)
			}
		}
	}
	from, err := d.sources(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]event, len(events))
	for i := range events {
		out[i] = makeEvent(&events[i], from)
	}
	return out, nil
}

func makeEvent(e *chancery.Event, from sources) event {
	out := event{
		ID: string(e.ID), Summary: e.Summary, Kind: strings.TrimSpace(e.Kind.String() + " " + e.Mode.String()), Status: e.Status.String(),
		Date: e.Date.English(), Basis: e.Date.Basis.String(), Place: e.Place.Name, Actors: parties(e.Actors), Recipients: parties(e.Recipients),
		Independent: e.Sources.Independent, Conflicts: []string{}, Sentences: []sentence{},
	}
	for _, f := range e.Conflicts {
		out.Conflicts = append(out.Conflicts, string(f))
	}
	if e.Judged != nil {
		out.Verdict = string(e.Judged.Verdict)
	}
	for _, cl := range e.Claims {
		if cl.Field != record.FieldKind {
			continue
		}
		if s := from.sentence(cl.Article, cl.Words); !slices.Contains(out.Sentences, s) {
			out.Sentences = append(out.Sentences, s)
		}
	}
	return out
}

func parties(list []record.Party) []party {
	out := make([]party, len(list))
	for i, p := range list {
		out[i] = party{string(p.Actor), p.Name, p.Office, p.Role.String()}
	}
	return out
}
