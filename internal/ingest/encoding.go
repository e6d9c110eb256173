package ingest

import (
	"bytes"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	xunicode "golang.org/x/text/encoding/unicode"
)

// decode turns bytes into valid UTF-8. A byte order mark tells the encoding for certain; then UTF-8 that is valid is
// UTF-8; then what was declared counts, if it fits; the rest is told by what letters it would give. Bytes that are text
// in no encoding known are refused, never guessed at.
func decode(b []byte, declared string) (string, error) {
	if name := binaryName(b); name != "" {
		return "", refusal("save it as text, HTML or JSON", "not text but %s", name)
	}
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		b = b[3:]
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return decodeUTF16(b[2:], xunicode.LittleEndian)
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return decodeUTF16(b[2:], xunicode.BigEndian)
	default:
		if end, ok := sniffUTF16(b); ok {
			return decodeUTF16(b, end)
		}
	}
	if bytes.IndexByte(b, 0) >= 0 || controls(b)*50 > len(b) {
		return "", refusal("save it as text, HTML or JSON", "not text but binary data")
	}
	if utf8.Valid(b) {
		return string(b), nil
	}
	return decodeLegacy(b, declared)
}

// decodeLegacy turns bytes that are not UTF-8 into it.
func decodeLegacy(b []byte, declared string) (string, error) {
	off, multi, bad := invalidUTF8(b)
	enc, name := charset.Lookup(declared)
	switch {
	case name == "utf-8" && bad*1000 <= len(b): // a page that says what it is and has a broken letter
		return strings.ToValidUTF8(string(b), "\ufffd"), nil
	case enc != nil && name != "utf-8" && name != "replacement":
		if s, ok := decodeWith(enc, b); ok {
			return s, nil
		}
	}
	if multi > 4*bad { // else valid letters would turn into strange ones
		return "", refusal("save it as UTF-8", "invalid UTF-8: byte 0x%02x at offset %d", b[off], off)
	}
	best, bestScore := encoding.Encoding(nil), 0.5
	for _, c := range legacy {
		if score := c.score(b[:min(len(b), sample)]); score > bestScore {
			best, bestScore = c.enc, score
		}
	}
	if best != nil {
		if s, ok := decodeWith(best, b); ok {
			return s, nil
		}
	}
	return "", refusal("save it as UTF-8", "in no encoding known: byte 0x%02x at offset %d is not UTF-8, nor is the whole UTF-16, Windows-1251, Windows-1252 or GB18030", b[off], off)
}

// sample is how many bytes are looked at to tell an encoding.
const sample = 1 << 16

func decodeWith(enc encoding.Encoding, b []byte) (string, bool) {
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil || bytes.Contains(out, []byte("\ufffd")) || !utf8.Valid(out) {
		return "", false
	}
	return string(out), true
}

func decodeUTF16(b []byte, end xunicode.Endianness) (string, error) {
	if len(b)%2 != 0 {
		return "", refusal("save it as UTF-8", "UTF-16 with an odd number of bytes: cut off")
	}
	s, ok := decodeWith(xunicode.UTF16(end, xunicode.IgnoreBOM), b)
	if !ok || strings.IndexByte(s, 0) >= 0 {
		return "", refusal("save it as UTF-8", "not valid UTF-16")
	}
	return s, nil
}

// sniffUTF16 tells UTF-16 without a mark: of each pair of bytes of Latin letters, digits and spaces one is zero, always
// the same.
func sniffUTF16(b []byte) (xunicode.Endianness, bool) {
	n := min(len(b), sample) &^ 1
	if n < 4 || len(b)%2 != 0 {
		return xunicode.LittleEndian, false
	}
	var zero [2]int
	for i, c := range b[:n] {
		if c == 0 {
			zero[i&1]++
		}
	}
	const share = 20 // one in twenty: spaces and digits in a text of other scripts
	switch {
	case zero[0] == 0 && zero[1]*share > n/2:
		return xunicode.LittleEndian, true
	case zero[1] == 0 && zero[0]*share > n/2:
		return xunicode.BigEndian, true
	}
	return xunicode.LittleEndian, false
}

// invalidUTF8 is the offset of the first byte that is not UTF-8, and how many letters of several bytes and how many bad
// bytes there are.
func invalidUTF8(b []byte) (off, multi, bad int) {
	off = -1
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			if bad++; off < 0 {
				off = i
			}
		} else {
			multi++
		}
		i += size
	}
	return off, multi, bad
}

// controls counts the bytes that stand in no text.
func controls(b []byte) int {
	n := 0
	for _, c := range b {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' && c != 0x1b || c == 0x7f {
			n++
		}
	}
	return n
}

// binaryName names the kind of a file that is surely no text; "" for what may be.
func binaryName(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("%PDF-")):
		return "a PDF document"
	case bytes.HasPrefix(b, []byte(`{\rtf`)):
		return "an RTF document"
	case bytes.HasPrefix(b, []byte("\x1f\x8b")):
		return "a gzip archive"
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return "a ZIP archive or an office document"
	}
	if bytes.IndexByte(b[:min(len(b), sample)], 0) < 0 {
		return ""
	}
	if t := http.DetectContentType(b); !strings.HasPrefix(t, "text/") && t != "application/octet-stream" && !strings.HasPrefix(t, "image/bmp") {
		return "data of type " + t
	}
	return ""
}

// A candidate is an encoding that bytes alone can be told to be in. Its score is the share of the bytes above ASCII that
// make sense in it, 1 for a text of it; below zero where they make none.
type candidate struct {
	enc   encoding.Encoding
	score func(b []byte) float64
}

var legacy = []candidate{
	{charmap.Windows1252, func(b []byte) float64 { return scoreBytes(b, charmap.Windows1252, unicode.Latin) }},
	{charmap.Windows1251, func(b []byte) float64 { return scoreBytes(b, charmap.Windows1251, unicode.Cyrillic) }},
	{simplifiedchinese.GB18030, scoreGB},
}

// scoreBytes scores an encoding of one byte a letter: a letter above ASCII counts for it beside other letters of its
// script in the case that words have, marks of print count for it, anything else against it.
func scoreBytes(b []byte, m *charmap.Charmap, script *unicode.RangeTable) float64 {
	good, high, letters, common := 0, 0, 0, 0
	prev, prevLetters := rune(' '), 0 // letters above ASCII in a row
	for i, c := range b {
		r := m.DecodeByte(c)
		if c < utf8.RuneSelf {
			prev, prevLetters = r, 0
			continue
		}
		high++
		switch {
		case r == utf8.RuneError || unicode.IsControl(r):
			return -1
		case unicode.IsLetter(r):
			prevLetters++
			letters++
			if strings.ContainsRune("оеаинтсрвл", unicode.ToLower(r)) {
				common++
			}
			next := rune(' ')
			if i+1 < len(b) {
				next = m.DecodeByte(b[i+1])
			}
			if fitsWord(prev, r, next, script) && (script != unicode.Latin || prevLetters <= 2) {
				good++
			} else {
				good--
			}
		case strings.ContainsRune("“”‘’–—…•€£§°«»„‚©®·№™\u00a0½¡¿", r):
			good++
			prevLetters = 0
		default:
			good--
		}
		prev = r
	}
	if high == 0 || script == unicode.Cyrillic && common*5 < letters*2 { // of Slavic text the ten are two thirds
		return -1
	}
	return float64(good) / float64(high)
}

// fitsWord reports whether the letter r above ASCII may stand between prev and next.
func fitsWord(prev, r, next rune, script *unicode.RangeTable) bool {
	if !unicode.Is(script, r) || strings.ContainsRune("ÿþðÞÐ¥ƒ", r) && script == unicode.Latin {
		return false
	}
	for _, o := range [2]rune{prev, next} {
		if unicode.IsLetter(o) && !unicode.Is(script, o) {
			return false
		}
	}
	if unicode.IsUpper(r) && unicode.IsLower(prev) {
		return false
	}
	if script == unicode.Latin { // an accented letter stands beside plain ones, "à" and "é" also alone
		return isASCIILetter(prev) || isASCIILetter(next) || strings.ContainsRune("àéèÀÉ", r) || unicode.IsLetter(prev) || unicode.IsLetter(next)
	}
	return unicode.IsLetter(prev) || unicode.IsLetter(next) || strings.ContainsRune("авикосуяАВИКОСУЯ", r)
}

func isASCIILetter(r rune) bool { return r < utf8.RuneSelf && unicode.IsLetter(r) }

// scoreGB scores GB18030 by its pairs: signs of GB 2312, above all its 3,755 common ones and its marks, count for it,
// rare ones and those whose second byte is ASCII against it.
func scoreGB(b []byte) float64 {
	good, pairs := 0.0, 0
	for i := 0; i < len(b); i++ {
		if b[i] < utf8.RuneSelf {
			continue
		}
		if i+1 == len(b) {
			break // the sample may cut a pair
		}
		pairs++
		lead, trail := b[i], b[i+1]
		switch {
		case lead == 0x80 || lead == 0xff:
			return -1
		case lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1, lead >= 0xa1 && lead <= 0xa3 && trail >= 0xa1:
			good++
		case lead >= 0xd8 && lead <= 0xf7 && trail >= 0xa1:
			good += 0.4
		case trail >= 0x30 && trail <= 0x39:
			i += 2
		case trail >= 0x40 && trail != 0x7f && trail != 0xff:
			good -= 0.6
		default:
			return -1
		}
		i++
	}
	if pairs == 0 {
		return -1
	}
	return good / float64(pairs)
}

// metaCharset is the charset that a page declares in its first bytes.
func metaCharset(b []byte) string {
	head := bytes.ToLower(b[:min(len(b), 2048)])
	i := bytes.Index(head, []byte("charset="))
	if i < 0 {
		if i = bytes.Index(head, []byte("encoding=")); i < 0 {
			return ""
		}
		i++
	}
	s := strings.TrimLeft(string(head[i+len("charset="):]), "\"' ")
	if end := strings.IndexAny(s, "\"' ;/>"); end >= 0 {
		s = s[:end]
	}
	return s
}

// normalise makes the line ends of s "\n" and puts a space for every other control character but the tab; marks of byte
// order are dropped. A text without such is returned as it is.
func normalise(s string) string {
	if strings.IndexFunc(s, isOdd) < 0 {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\r':
			if i+1 == len(s) || s[i+1] != '\n' {
				out.WriteByte('\n')
			}
		case r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			out.WriteByte('\n')
		case r == '\ufeff':
		case isOdd(r):
			out.WriteByte(' ')
		default:
			out.WriteString(s[i : i+size])
		}
		i += size
	}
	return out.String()
}

// isBlank reports whether nothing of s would be left to read.
func isBlank(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsSpace(r) && !isOdd(r) }) < 0
}

// isOdd reports whether a stored text must not have r.
func isOdd(r rune) bool {
	return r < 0x20 && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' || r == '\ufeff'
}
