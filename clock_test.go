package chancery_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"testing"
)

// usesClock names the first place in a package that calls time.Now, Since, Until, Sleep, After or Tick; "" for none.
func usesClock(t *testing.T, p listed) string {
	t.Helper()
	fset := token.NewFileSet()
	for _, name := range p.GoFiles {
		f, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		found := ""
		ast.Inspect(f, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok || found != "" {
				return found == ""
			}
			if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Name == "time" && pkg.Obj == nil {
				switch sel.Sel.Name {
				case "Now", "Since", "Until", "Sleep", "After", "Tick":
					found = fset.Position(sel.Pos()).String()
				}
			}
			return true
		})
		if found != "" {
			return found
		}
	}
	return ""
}
