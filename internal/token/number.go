package token

// numberLen is the length of the number, date, clock time or telephone number that s begins with, with the letters of "1990s" and
// "19th" but without a unit.
func (s *scanner) numberLen(str string) int {
	n := 0
	if asciiClass[str[0]] != digit {
		n = 1
	}
	if k := hyphenated(str); k > 0 {
		return k
	}
	for n < len(str) {
		switch c := str[n]; {
		case asciiClass[c&0x7f] == digit && c < 0x80:
		case (c == ',' || c == '.' || c == ':' || c == '/') && digitAt(str, n+1):
		default:
			return n + s.suffixLen(str[n:])
		}
		n++
	}
	return n
}

// suffixLen is the length of the letters that s begins with, if they go with the figures before them; 0 if they are a unit.
func (s *scanner) suffixLen(str string) int {
	n := 0
	for n < len(str) && (classOf(str[n:]) == letter || classOf(str[n:]) == digit) {
		n += runeLen(str[n:])
	}
	if n <= wordMax && s.sp.Units[str[:n]] {
		return 0
	}
	return n
}

// hyphenated is the length of a date ("2021-06-28") or a telephone number ("555-0199", "1-800-555-0199") that s begins with, else 0:
// other hyphens divide ranges ("16-17", "2016-2018").
func hyphenated(s string) int {
	var size [6]int
	groups, n := 0, 0
	for groups < len(size) {
		for digitAt(s, n) {
			n++
			size[groups]++
		}
		if size[groups] == 0 {
			return 0
		}
		groups++
		if n+1 >= len(s) || s[n] != '-' || !digitAt(s, n+1) {
			break
		}
		n++
	}
	if classOf(s[n:]) == letter || n < len(s) && (s[n] == ':' || s[n] == '-') {
		return 0
	}
	if groups >= 3 || groups == 2 && (size[0] == 3 || size[0] == 1) && size[1] == 4 {
		return n
	}
	return 0
}
