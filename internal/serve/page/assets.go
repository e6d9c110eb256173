package page

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"chancery/internal/chart"
)

//go:embed templates/*.html
var templateFiles embed.FS

// The bundle of scripts in static/dist is made by make web; without it every page works, only less lively.
//
//go:embed all:static
var staticFiles embed.FS

// assets are the files that pages load, each under a name that changes with its content, so that browsers keep them.
type assets struct {
	files    map[string]asset  // by hashed name
	names    map[string]string // plain name to hashed one
	enhanced bool
}

type asset struct {
	body []byte
	mime string
}

var mimes = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".json": "application/json",
	".woff2": "font/woff2", ".png": "image/png",
}

func loadAssets() (*assets, error) {
	a := &assets{files: map[string]asset{}, names: map[string]string{}}
	err := fs.WalkDir(staticFiles, "static", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		mime, ok := mimes[path.Ext(p)]
		if !ok {
			return nil
		}
		body, err := staticFiles.ReadFile(p)
		if err != nil {
			return err
		}
		a.add(strings.TrimPrefix(p, "static/"), mime, body)
		return nil
	})
	a.add("charts.css", mimes[".css"], []byte(chart.Style))
	_, a.enhanced = a.names["dist/desk.js"]
	return a, err
}

func (a *assets) add(name, mime string, body []byte) {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	hashed := strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
	a.files[hashed], a.names[name] = asset{body, mime}, hashed
}

// url is where a page loads a file from, "" where it was not built.
func (a *assets) url(name string) string {
	if a.names[name] == "" {
		return ""
	}
	return "/static/" + a.names[name]
}

func (a *assets) serve(w http.ResponseWriter, r *http.Request) {
	f, ok := a.files[r.PathValue("file")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", f.mime)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	w.Write(f.body)
}

// parseTemplates makes a set of each page: the layout, the parts that pages share, and the page itself.
func parseTemplates(a *assets) (map[string]*template.Template, error) {
	funcs := templateFuncs()
	funcs["asset"] = a.url
	shared, err := template.New("").Funcs(funcs).ParseFS(templateFiles, "templates/base.html", "templates/parts.html")
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, err
	}
	out := map[string]*template.Template{}
	for _, file := range names {
		name := strings.TrimSuffix(path.Base(file), ".html")
		if name == "base" || name == "parts" {
			continue
		}
		t, err := shared.Clone()
		if err == nil {
			t, err = t.ParseFS(templateFiles, file)
		}
		if err != nil {
			return nil, fmt.Errorf("template %s: %w", name, err)
		}
		out[name] = t
	}
	return out, nil
}
