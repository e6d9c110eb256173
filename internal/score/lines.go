package score

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/text"
)

// Lines is a document of a text in which every line is a paragraph of the report: gold has no page around it.
func Lines(s string) (*doc.Document, error) {
	src, err := text.NewSource(s)
	if err != nil {
		return nil, err
	}
	d := &doc.Document{Source: src}
	end := uint32(0)
	add := func(to uint32, kind doc.BlockKind) {
		if to > end {
			d.Blocks = append(d.Blocks, doc.Block{Span: text.Span{Start: end, End: to}, Kind: kind})
			end = to
		}
	}
	for i := range src.Lines() {
		if sp := src.Line(i); strings.TrimSpace(src.Slice(sp)) != "" {
			add(sp.Start, doc.Blank)
			add(sp.End, doc.Body)
		}
	}
	add(uint32(src.Len()), doc.Blank)
	d.Mark(doc.Blocks)
	return d, nil
}
