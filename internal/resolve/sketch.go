package resolve

import "chancery/internal/copies"

// A Sketch is what texts are compared by.
type Sketch = copies.Sketch

// MakeSketch is the sketch of a text.
func MakeSketch(text string) Sketch { return copies.Make(text) }

// SketchOf is the sketch that was kept as bytes.
func SketchOf(b []byte) Sketch { return copies.Of(b) }
