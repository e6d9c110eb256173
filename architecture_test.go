package chancery_test

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// mayImport is the import table: what each package may import of the others. A package that is not in the table, and
// an import that is not in its row, fail the test. Rows stand from the ground up.
var mayImport = map[string]string{
	"internal/text":            "",
	"internal/date":            "",
	"internal/plover":          "",
	"internal/doc":             "text date plover",
	"internal/lexicon":         "date plover",
	"internal/model/kernel":    "",
	"internal/model/neural":    "model/kernel",
	"internal/model":           "doc model/neural",
	"internal/layout":          "text doc lexicon",
	"internal/token":           "text doc lexicon",
	"internal/sentence":        "text doc lexicon",
	"internal/syntax":          "text doc model",
	"internal/name":            "text doc lexicon",
	"internal/when":            "text date doc lexicon",
	"internal/place":           "text doc lexicon",
	"internal/who":             "text date doc lexicon plover",
	"internal/quote":           "text doc lexicon",
	"internal/act":             "text date plover doc lexicon",
	"internal/credit":          "text doc lexicon",
	"internal/record":          "text date plover",
	"internal/report":          "text date plover doc record",
	"internal/read":            "text date plover doc lexicon model layout token sentence syntax name when place who quote act credit record report",
	"internal/copies":          "",
	"internal/resolve":         "text date plover record copies",
	"internal/story":           "date record copies",
	"internal/analyze":         "text date plover record",
	"internal/score":           "text date plover doc lexicon record",
	"internal/ingest":          "text date record",
	"internal/query":           "date plover",
	"internal/chart":           "date",
	"internal/store":           "text date plover record query",
	"internal/store/storetest": "text date plover record query store",
	"internal/store/sqlite":    "text date plover record query store",
	"internal/export":          "text date plover doc lexicon record read analyze",
	"":                         "text date plover doc lexicon record report read resolve story analyze query ingest store store/sqlite",
	"internal/feed":            "date record export",
	"internal/mcp":             ". date plover record",
	"internal/serve/auth":      "",
	"internal/serve/api":       ". serve/auth date plover record export feed",
	"internal/serve":           ". serve/page serve/auth serve/api feed export",
	"internal/serve/browser":   "",
	"internal/serve/page":      ". date plover record query analyze chart",
	"cmd/chancery":             ". serve serve/auth mcp text date plover doc lexicon model record report read resolve story analyze query ingest export score",
	"bench":                    "text doc model read score",
	"bench/news":               "date plover lexicon record read",
	"bench/spent":              "",
	"bench/load":               ". bench/news bench/spent serve",
	"bench/scale":              ". bench/news bench/spent date plover read record copies score store store/sqlite",
}

// pure lists the packages that reach neither network nor disk, no database, no other program and no clock, in
// themselves or through what they import of ours.
var pure = strings.Fields(`text date plover doc lexicon model/kernel model/neural model layout token sentence syntax name when place who quote act
	credit record report read copies resolve story analyze query chart score`)

// unclean lists what a pure package must not import.
var unclean = []string{"net", "net/http", "database/sql", "os", "os/exec", "math/rand", "math/rand/v2", "syscall"}

type listed struct {
	ImportPath string
	Imports    []string
	GoFiles    []string
	Dir        string
}

func listPackages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,GoFiles,Dir", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var pkgs []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p listed
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		pkgs = append(pkgs, p)
	}
	return pkgs
}

// own is the path of a package within the module, and whether it is of the module.
func own(path string) (string, bool) {
	if path == "chancery" {
		return "", true
	}
	return strings.CutPrefix(path, "chancery/")
}

func TestImportsFollowTheTable(t *testing.T) {
	for _, p := range listPackages(t) {
		name, _ := own(p.ImportPath)
		if strings.HasPrefix(name, "train") || strings.HasPrefix(name, "tools") {
			continue
		}
		row, ok := mayImport[name]
		if !ok {
			t.Errorf("package %q is not in the import table: say what it may import", name)
			continue
		}
		allowed := strings.Fields(row)
		for _, imp := range p.Imports {
			dep, ours := own(imp)
			if !ours {
				continue
			}
			short := strings.TrimPrefix(dep, "internal/")
			if dep == "" {
				short = "."
			}
			if !slices.Contains(allowed, short) {
				t.Errorf("%s imports %s, which the import table does not allow", p.ImportPath, imp)
			}
		}
	}
}

func TestPurePackagesReachNothingOutside(t *testing.T) {
	seen := 0
	for _, p := range listPackages(t) {
		name, _ := own(p.ImportPath)
		if !slices.Contains(pure, strings.TrimPrefix(name, "internal/")) {
			continue
		}
		seen++
		for _, imp := range p.Imports {
			if slices.Contains(unclean, imp) {
				t.Errorf("%s is pure and imports %s", p.ImportPath, imp)
			}
			if dep, ours := own(imp); ours && !slices.Contains(pure, strings.TrimPrefix(dep, "internal/")) {
				t.Errorf("%s is pure and imports %s, which is not", p.ImportPath, imp)
			}
		}
		if uses := usesClock(t, p); uses != "" {
			t.Errorf("%s is pure and asks the clock in %s", p.ImportPath, uses)
		}
	}
	if seen < len(pure) {
		t.Errorf("%d of %d pure packages exist: take the missing ones off the list", seen, len(pure))
	}
}
