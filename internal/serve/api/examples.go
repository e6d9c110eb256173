package api

import (
	"embed"
	"encoding/json"
	"io/fs"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// An example is a request to the record of the project's own crisis, corpus/su24-crisis-2016. The document shows it with
// the answer that stands in examples/, and a test sends it and compares.
type example struct {
	params map[string]any // by the names of the parameters
	body   any            // nil for none
}

var examples = map[string]example{
	"list-events":    {params: map[string]any{"actor": "TUR", "with": "Vladimir Putin", "kind": "CONSULT", "limit": 1}},
	"get-event":      {params: map[string]any{"id": "2015-11-28-sanction-RUS-TUR-ab2893d7"}},
	"list-claims":    {params: map[string]any{"id": "2016-08-09-consult-RUS-TUR-9bb0f7d6", "field": "place"}},
	"annotate-event": {params: map[string]any{"id": "2015-11-25-consult-RUS-TUR-9d720d02"}},
	"list-articles":  {params: map[string]any{"from": "2016", "limit": 2}},
	"get-article":    {params: map[string]any{"id": "0a70781f2f39e852"}},
	"list-actors":    {params: map[string]any{"country": "TUR", "kind": "person"}},
	"get-actor":      {params: map[string]any{"id": "Frank-Walter Steinmeier"}},
	"get-pair":       {params: map[string]any{"a": "Israel", "b": "TUR"}},
	"list-quotes":    {params: map[string]any{"by": "Jens Stoltenberg"}},
	"list-stories":   {params: map[string]any{"min": 1, "limit": 2}},
	"search":         {params: map[string]any{"q": "pair:RUS-TUR kind:CONSULT pipeline OR letter", "events": 1, "articles": 1}},
	"list-judgments": {params: map[string]any{"action": "merge"}},
	"judge":          {body: ruling{Action: "accept", Events: []string{"2015-11-28-sanction-RUS-TUR-ab2893d7"}, Reason: "the decree was published"}},
	"read-article":   {body: articleSent{Outlet: "Example Times", Title: "Rain expected", Published: "2024-05-15", Language: "en", Text: "Rain is expected on Thursday."}},
}

//go:embed examples
var exampleFiles embed.FS

// addExamples shows the examples in the document.
func addExamples(doc *huma.OpenAPI) {
	for _, item := range doc.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post} {
			if op != nil {
				addExample(op)
			}
		}
	}
}

func addExample(op *huma.Operation) {
	ex, ok := examples[op.OperationID]
	if !ok {
		return
	}
	for _, p := range op.Parameters {
		if v, ok := ex.params[p.Name]; ok {
			p.Example = v
		}
	}
	if op.RequestBody != nil {
		for _, m := range op.RequestBody.Content {
			m.Example = ex.body
		}
	}
	b, err := fs.ReadFile(exampleFiles, "examples/"+op.OperationID+".json")
	if err != nil {
		return // a test names those that are missing
	}
	var answer any
	if json.Unmarshal(b, &answer) != nil {
		return
	}
	for status, res := range op.Responses {
		if strings.HasPrefix(status, "2") {
			for _, m := range res.Content {
				m.Example = answer
			}
		}
	}
}
