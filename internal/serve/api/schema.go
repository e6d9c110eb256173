package api

import (
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"chancery/internal/date"
	"chancery/internal/plover"
)

// dateJSON is a date.Range as it is written.
type dateJSON struct {
	From  string `json:"from,omitempty" format:"date" doc:"The first day; left out where it is open."`
	To    string `json:"to,omitempty" format:"date" doc:"The last day, included."`
	Grain string `json:"grain,omitempty" enum:"day,week,month,season,year,decade" doc:"The unit in which it was told."`
	Basis string `json:"basis" enum:"none,inferred,resolved,stated" doc:"How it is known: as a full date in the text, from a relative one, or from weekday and tense; none is no date."`
}

// The codes as they are written; the empty string says that there is none.
type (
	kindJSON   string
	modeJSON   string
	formatJSON string
	statusJSON string
	roleJSON   string
	dayJSON    string
)

func names[T interface{ String() string }](list []T) []any {
	var out []any
	for _, v := range list {
		out = append(out, v.String())
	}
	return out
}

func (kindJSON) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Enum: names(plover.Kinds[:]), Description: "Kind of act, as PLOVER has it."}
}

func (modeJSON) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Description: "Mode of the kind, as PLOVER has it; empty for none."}
}

func (formatJSON) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Enum: []any{"", "in-person", "video", "phone", "letter"}}
}

func (statusJSON) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Enum: []any{"planned", "ongoing", "occurred", "cancelled", "postponed", "denied", "hypothetical"}}
}

func (roleJSON) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Description: "host, visitor, participant, sender, target or mediator; empty where it is not told."}
}

func (dayJSON) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Description: "A day as 2021-06-28, empty for none."}
}

// addAliases gives the types that write themselves the schemas of what they write.
func addAliases(reg huma.Registry) {
	for t, alias := range map[reflect.Type]reflect.Type{
		reflect.TypeFor[date.Range]():    reflect.TypeFor[dateJSON](),
		reflect.TypeFor[date.Day]():      reflect.TypeFor[dayJSON](),
		reflect.TypeFor[plover.Kind]():   reflect.TypeFor[kindJSON](),
		reflect.TypeFor[plover.Mode]():   reflect.TypeFor[modeJSON](),
		reflect.TypeFor[plover.Format](): reflect.TypeFor[formatJSON](),
		reflect.TypeFor[plover.Status](): reflect.TypeFor[statusJSON](),
		reflect.TypeFor[plover.Role]():   reflect.TypeFor[roleJSON](),
	} {
		reg.RegisterTypeAlias(t, alias)
	}
}

// finishSchemas says of lists that they are never null.
func finishSchemas(doc *huma.OpenAPI) {
	for _, s := range doc.Components.Schemas.Map() {
		notNull(s)
	}
}

func notNull(s *huma.Schema) {
	if s == nil {
		return
	}
	if s.Type == huma.TypeArray {
		s.Nullable = false
	}
	notNull(s.Items)
	for _, p := range s.Properties {
		notNull(p)
	}
}
