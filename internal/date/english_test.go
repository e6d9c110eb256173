package date

import "testing"

func TestEnglish(t *testing.T) {
	day := MakeDay
	for _, c := range []struct {
		from, to Day
		want     string
	}{
		{0, 0, ""},
		{day(2021, 6, 28), day(2021, 6, 28), "28 June 2021"},
		{day(2024, 5, 16), day(2024, 5, 17), "16-17 May 2024"},
		{day(2024, 4, 30), day(2024, 5, 2), "30 April to 2 May 2024"},
		{day(2023, 12, 31), day(2024, 1, 1), "31 December 2023 to 1 January 2024"},
		{day(2021, 4, 1), day(2021, 4, 30), "April 2021"},
		{day(2024, 2, 1), day(2024, 2, 29), "February 2024"},
		{day(2021, 4, 1), day(2021, 6, 30), "April to June 2021"},
		{day(2022, 1, 1), day(2022, 12, 31), "2022"},
		{day(2010, 1, 1), day(2019, 12, 31), "2010-2019"},
		{day(2022, 5, 1), 0, "from 1 May 2022"},
		{0, day(2022, 5, 1), "until 1 May 2022"},
	} {
		if got := (Range{From: c.from, To: c.to}).English(); got != c.want {
			t.Errorf("%v to %v: got %q, want %q", c.from, c.to, got, c.want)
		}
	}
}
