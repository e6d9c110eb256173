package date

import "testing"

func TestParsePeriod(t *testing.T) {
	for s, want := range map[string]string{
		"2021": "2021-01-01 2021-12-31", "2024-02": "2024-02-01 2024-02-29", "2021-06-28": "2021-06-28 2021-06-28", "9999": "9999-01-01 9999-12-31", "9999-12": "9999-12-01 9999-12-31",
		"": "", "21": "", "2021-13": "", "2021-02-29": "", "0000": "", "+021": "", "2021-6": "", "20210628": "", "２０２１": "",
	} {
		from, to, err := ParsePeriod(s)
		got := from.String() + " " + to.String()
		if err != nil {
			got = ""
		}
		if got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}
