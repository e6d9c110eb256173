package ingest

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	xunicode "golang.org/x/text/encoding/unicode"

	"chancery/internal/date"
	"chancery/internal/record"
)

// folder makes a folder with files; a name that ends in "/" is a folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func collect(opt Options, paths ...string) []Item {
	return slices.Collect(Items(context.Background(), paths, opt))
}

// told is the item as a line, with dir left out.
func told(it Item, dir string) string {
	if it.Err != nil {
		return "! " + strings.ReplaceAll(it.Err.Error(), dir+"/", "")
	}
	return strings.TrimPrefix(it.Path, dir+"/") + " " + strings.Fields(it.Article.Text)[0]
}

func TestFolderInOrder(t *testing.T) {
	dir := folder(t, map[string]string{
		"b.txt": "B text", "a/z.md": "Z text", "a/a.TXT": "A text", ".hidden.txt": "no", ".git/x.txt": "no", "gold.json": "{}", "README.md": "no", "readme.txt": "no",
		"c.csv": "no", "d.html": "<html><body><p>Ministers met in Oslo on Monday to talk about fish.</p></body></html>",
		"e.jsonl": `{"text":"One text"}` + "\n\n" + `{"text":"Two text","published":"2021-06-28T23:30:00-04:00"}` + "\n",
		"f.json":  `[{"text":"Three"},{"text":"Four"}]`, "g.json": `{"article":{"text":"Five","published":{"from":"2021-06-28","to":"2021-06-28","grain":"day","basis":"stated"}},"names":[]}`,
	})
	var got []string
	items := collect(Options{Published: date.MakeDay(2020, 1, 2), Outlet: "Example Wire"}, dir)
	for _, it := range items {
		got = append(got, told(it, dir))
	}
	want := []string{"a/a.TXT A", "a/z.md Z", "b.txt B", "d.html Ministers", "e.jsonl:1 One", "e.jsonl:3 Two", "f.json:1 Three", "f.json:2 Four", "g.json Five"}
	if !slices.Equal(got, want) {
		t.Errorf("items\n%q, want\n%q", got, want)
	}
	for i, day := range []string{"2020-01-02", "2020-01-02", "2020-01-02", "2020-01-02", "2020-01-02", "2021-06-28", "2020-01-02", "2020-01-02", "2021-06-28"} {
		a := items[i].Article
		if a.Published.String() != day || a.Published.Basis != date.Stated || a.Outlet != "Example Wire" || a.ID != record.MakeArticleID("", "Example Wire", a.Text) {
			t.Errorf("%s: published %v, outlet %q, id %s", items[i].Path, a.Published, a.Outlet, a.ID)
		}
	}
}

func TestBadInputNamesFileAndReason(t *testing.T) {
	dir := folder(t, map[string]string{
		"binary.txt": "abc\x00\x01\x02def", "empty.txt": "", "blank.txt": " \n\t\n", "good.txt": "Ministers met.", "image.txt": "\x89PNG\r\n\x1a\n\x00\x00", "broken.json": `{"text": "a`,
		"notext.json": `{"title":"a"}`, "undecodable.txt": "Ministers \xff\xfe\xfa\xf1 met\x81 in Oslo", "mostly.txt": strings.Repeat("“Ministers” — ", 20) + "\xff\xc0",
		"pdf.txt": "%PDF-1.4 ...", "year0.json": `{"text":"a","published":"0000-05-01"}`, "year00.json": `{"text":"a","published":{"from":"0000-05-01","basis":"stated"}}`,
		"lines.jsonl": `{"text":"a"}` + "\n{oops\n" + `{"text":"b"}`, "number.json": `{"text":5}`, "blank.json": `{"text":" "}`, "nothing.html": "<html><script>x()</script></html>", "odd.txt": "\xff\xfea\x00b",
		"list.json": `[{"text":"a"},{"text":1},{"text":"c"}`,
	})
	big, err := os.Create(filepath.Join(dir, "big.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if err := big.Truncate(200 << 20); err != nil { // a hole: it must not be read to be refused
		t.Fatal(err)
	}
	big.Close()
	if err := os.Symlink(dir, filepath.Join(dir, "loop")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("nowhere.txt", filepath.Join(dir, "dangling.txt")); err != nil {
		t.Fatal(err)
	}
	reasons := map[string]string{
		"big.txt": "200 MB, over the limit of 20 MB", "binary.txt": "binary data", "empty.txt": "empty", "blank.txt": "empty", "image.txt": "image/png", "broken.json": "breaks off",
		"notext.json": `no key "text"`, "undecodable.txt": "in no encoding known: byte 0xff at offset 10", "mostly.txt": "invalid UTF-8: byte 0xff", "pdf.txt": "PDF document",
		"year0.json": "no date", "year00.json": "no such day", "lines.jsonl:2": "not valid JSON", "number.json": "not valid JSON", "blank.json": `empty "text"`,
		"nothing.html": "no article text", "odd.txt": "odd number of bytes", "loop": "directory loop", "dangling.txt": "no such file", "list.json:2": "not valid JSON", "list.json:4": "breaks off",
	}
	good := 0
	for _, it := range collect(Options{}, dir) {
		name := strings.TrimPrefix(it.Path, dir+"/")
		want, bad := reasons[name]
		delete(reasons, name)
		switch {
		case !bad && it.Err != nil:
			t.Errorf("%s: %v", name, it.Err)
		case !bad:
			good++
		case it.Err == nil:
			t.Errorf("%s was read as %q, want an error with %q", name, it.Article.Text, want)
		case !strings.Contains(it.Err.Error(), want) || !strings.HasPrefix(it.Err.Error(), it.Path+": "):
			t.Errorf("%s: %v, want %q", name, it.Err, want)
		}
	}
	for name := range reasons {
		t.Errorf("%s: no item", name)
	}
	if good != 5 {
		t.Errorf("%d good articles beside the bad ones, want 5", good)
	}
}

func TestBadPaths(t *testing.T) {
	dir := folder(t, map[string]string{"sub/x.csv": "no"})
	loop := filepath.Join(dir, "self.txt")
	if err := os.Symlink(loop, loop); err != nil {
		t.Fatal(err)
	}
	secret := filepath.Join(dir, "secret.txt")
	if err := os.WriteFile(secret, []byte("a"), 0o000); err != nil {
		t.Fatal(err)
	}
	cases := []struct{ path, want string }{
		{dir + "/missing.txt", "no such file or folder (check the name)"}, {dir + "/sub", "no articles in this folder"}, {loop, "directory loop"}, {"ftp://example.org/a", "not read"},
	}
	if os.Getuid() != 0 {
		cases = append(cases, struct{ path, want string }{secret, "may not be read"})
	}
	for _, c := range cases {
		items := collect(Options{}, c.path)
		if len(items) != 1 || items[0].Err == nil || !strings.Contains(items[0].Err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.path, items, c.want)
		}
	}
}

func TestFoldersThatLinksLeadToTwice(t *testing.T) {
	dir := folder(t, map[string]string{"a/one.txt": "one"})
	for i := range 30 { // each folder is linked to twice: two to the power of 30 ways
		next := filepath.Join(dir, fmt.Sprint("d", i))
		if err := os.Mkdir(next, 0o755); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"x", "y"} {
			if err := os.Symlink(filepath.Join(dir, fmt.Sprint("d", i+1)), filepath.Join(next, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := os.Symlink(filepath.Join(dir, "a"), filepath.Join(dir, "d30")); err != nil {
		t.Fatal(err)
	}
	if items := collect(Options{}, dir); len(items) != 1 || items[0].Err != nil {
		t.Errorf("items = %v, want one article", items)
	}
}

func TestStdinAndLimits(t *testing.T) {
	items := collect(Options{Stdin: strings.NewReader("Ministers met.")}, "-")
	if len(items) != 1 || items[0].Err != nil || items[0].Path != "-" || items[0].Article.Text != "Ministers met." {
		t.Errorf("stdin = %+v", items)
	}
	items = collect(Options{Stdin: strings.NewReader(`{"text":"One","url":"https://example.org/1"}` + "\n" + `{"text":"Two"}`)}, "-")
	if len(items) != 2 || items[0].Article.URL != "https://example.org/1" || items[1].Path != "-:2" {
		t.Errorf("JSON on stdin = %+v", items)
	}
	items = collect(Options{Stdin: io.LimitReader(zeros{}, 1<<40), MaxBytes: 1000}, "-")
	if len(items) != 1 || items[0].Err == nil || !strings.Contains(items[0].Err.Error(), "over the limit of 1000 bytes") {
		t.Errorf("endless stdin = %+v", items)
	}
	dir := folder(t, map[string]string{"a.jsonl": `{"text":"` + strings.Repeat("a", 2000) + `"}` + "\n" + `{"text":"b"}`})
	items = collect(Options{MaxBytes: 1000}, dir)
	if len(items) != 2 || items[0].Err == nil || items[1].Err != nil {
		t.Errorf("a long line = %+v", items)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestLongLine(t *testing.T) {
	s := strings.Repeat("The ministers met in Oslo. ", 2_000_000/27)
	start := time.Now()
	for art, err := range Parse("a.txt", "", []byte(s), Options{}) {
		if err != nil || art.Text != s {
			t.Errorf("%d bytes came back as %d, %v", len(s), len(art.Text), err)
		}
	}
	if took := time.Since(start); took > 30*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	dir := folder(t, map[string]string{"a.txt": "a", "b.txt": "b"})
	n := 0
	for range Items(ctx, []string{dir}, Options{}) {
		n++
		cancel()
	}
	if n != 1 {
		t.Errorf("%d items after cancelling, want 1", n)
	}
}

func TestEncodings(t *testing.T) {
	const (
		english = "The French president said: “We agree” – and that Mr Müller’s café in Besançon is no place for détente."
		plain   = "He said “yes” to the plan…"
		russian = "Президент России встретился с министром иностранных дел. Переговоры прошли в Москве, в обстановке доверия."
		chinese = "外交部发言人华春莹表示，两国元首将于六月二十八日举行视频会晤。"
		mixed   = "The word 外交 means diplomacy, said 王毅 on Monday in a talk that was otherwise held in English."
	)
	utf16 := func(e xunicode.Endianness, b xunicode.BOMPolicy) encoding.Encoding { return xunicode.UTF16(e, b) }
	for _, c := range []struct {
		name     string
		enc      encoding.Encoding
		text     string
		declared string
	}{
		{"UTF-16 LE with mark", utf16(xunicode.LittleEndian, xunicode.UseBOM), english, ""}, {"UTF-16 BE with mark", utf16(xunicode.BigEndian, xunicode.UseBOM), russian, ""},
		{"UTF-16 LE", utf16(xunicode.LittleEndian, xunicode.IgnoreBOM), english, ""}, {"UTF-16 BE", utf16(xunicode.BigEndian, xunicode.IgnoreBOM), english, ""},
		{"UTF-16 LE of Russian", utf16(xunicode.LittleEndian, xunicode.IgnoreBOM), russian, ""},
		{"Windows-1252", charmap.Windows1252, english, ""}, {"Windows-1252 marks only", charmap.Windows1252, plain, ""}, {"Windows-1252 declared Latin-1", charmap.Windows1252, english, "iso-8859-1"},
		{"Windows-1251", charmap.Windows1251, russian, ""}, {"GB18030", simplifiedchinese.GB18030, chinese, ""}, {"GBK declared", simplifiedchinese.GBK, chinese, "gb2312"},
		{"GB18030 among English", simplifiedchinese.GB18030, mixed, ""}, {"declared wrongly", charmap.Windows1251, russian, "utf-8"},
		{"KOI8-R declared", charmap.KOI8R, russian, "koi8-r"},
	} {
		b, err := c.enc.NewEncoder().Bytes([]byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := decode(b, c.declared); err != nil || got != c.text {
			t.Errorf("%s = %q, %v, want %q", c.name, got, err, c.text)
		}
	}
	if got, err := decode([]byte("\xef\xbb\xbfabc é"), ""); err != nil || got != "abc é" {
		t.Errorf("UTF-8 with mark = %q, %v", got, err)
	}
	if got, err := decode([]byte(strings.Repeat("The ministers met. ", 60)+"Besan\xe7on"), "utf-8"); err != nil || !strings.HasSuffix(got, "Besan\ufffdon") {
		t.Errorf("one broken letter in declared UTF-8 = %q, %v", got, err)
	}
}

func TestNormalise(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a\r\nb\rc\n", "a\nb\nc\n"}, {"a\u2028b\x0cc\u0085d", "a\nb\nc\nd"}, {"a\x07b\x1bc\u009dd", "a b c d"}, {"\ufeffa\tb\u00a0c", "a\tb\u00a0c"}, {"é “q”", "é “q”"},
	} {
		if got := normalise(c.in); got != c.want {
			t.Errorf("normalise(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestStampDay(t *testing.T) {
	for in, want := range map[string]string{
		"2021-06-28": "2021-06-28", "2021-06-28T23:59:00-11:00": "2021-06-28", "2021-06-28 10:00": "2021-06-28", "20210628": "2021-06-28", "20210628T101500Z": "2021-06-28",
		"Mon, 28 Jun 2021 10:15:00 GMT": "2021-06-28", "June 28, 2021": "2021-06-28", "28 June 2021": "2021-06-28", "2021/06/28": "2021-06-28", "28.06.2021 10:15": "2021-06-28",
		"0000-00-00": "", "-0001-11-30T00:00:00+00:00": "", "2021-02-30": "", "yesterday": "", "0000-01-01T00:00:00Z": "", "2021-06-281": "",
	} {
		d, ok := stampDay(in)
		if d.String() != want || ok != (want != "") {
			t.Errorf("stampDay(%q) = %v, %v, want %q", in, d, ok, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	pages, _ := filepath.Glob("testdata/page/*.html")
	for _, p := range pages {
		if b, err := os.ReadFile(p); err == nil {
			f.Add(uint8(1), b)
		}
	}
	for i, s := range []string{"Ministers met.", "<html><body><p>a<p>b<table><td>c", `{"text":"a","published":"2021-06-28"}`, `[{"text":"a"}]`, "\xff\xfea\x00", "Besan\xe7on", "\xef\xbb\xbf", "\x00\x10\x00\f", "\x7f \u2028\n", `{"article":{"text":"a"}}`,
		`<script type="application/ld+json">{"@type":"NewsArticle","headline":"a","author":[{"name":"b"}]}</script><p>c`} {
		f.Add(uint8(i), []byte(s))
	}
	names := []string{"a.txt", "a.html", "a.json", "a"}
	f.Fuzz(func(t *testing.T, kind uint8, b []byte) {
		for art, err := range Parse(names[int(kind)%len(names)], "", b, Options{}) {
			if err != nil {
				if err.Error() == "" {
					t.Fatal("an error without words")
				}
				continue
			}
			if !utf8.ValidString(art.Text) || strings.ContainsAny(art.Text, "\x00\r\ufeff") || strings.TrimSpace(art.Text) == "" {
				t.Fatalf("text %q", art.Text)
			}
			if normalise(art.Text) != art.Text {
				t.Fatalf("text %q is not stable", art.Text)
			}
		}
	})
}
