package record

import (
	"testing"

	"chancery/internal/date"
	"chancery/internal/plover"
)

func parties(names ...string) []Party {
	var out []Party
	for _, n := range names {
		out = append(out, Party{Name: n})
	}
	return out
}

func TestSummarize(t *testing.T) {
	day := date.MakeRange(date.MakeDay(2023, 7, 13), date.Stated)
	two := parties("Emmanuel Macron", "Narendra Modi")
	for _, c := range []struct {
		f    Facts
		want string
	}{
		{Facts{}, ""},
		{Facts{Kind: plover.Consult, Format: plover.Video, Mode: plover.Phone, Status: plover.Occurred, Actors: two, Date: day}, "Emmanuel Macron and Narendra Modi meet by video, 13 July 2023"},
		{Facts{Kind: plover.Consult, Format: plover.Video, Mode: plover.Phone, Status: plover.Planned, Actors: two}, "Emmanuel Macron and Narendra Modi are to meet by video"},
		{Facts{Kind: plover.Consult, Format: plover.PhoneCall, Mode: plover.Phone, Status: plover.Occurred, Actors: two[:1], Recipients: two[1:]}, "Emmanuel Macron speaks with Narendra Modi by phone"},
		{Facts{Kind: plover.Consult, Format: plover.PhoneCall, Status: plover.Occurred, Actors: two}, "Emmanuel Macron and Narendra Modi speak by phone"},
		{Facts{Kind: plover.Consult, Mode: plover.Visit, Status: plover.Planned, Actors: two[1:], Recipients: two[:1], Place: Place{Name: "Paris", Grain: "city"}, Date: day}, "Narendra Modi is to visit Emmanuel Macron in Paris, 13 July 2023"},
		{Facts{Kind: plover.Consult, Mode: plover.Visit, Status: plover.Occurred, Actors: two[1:], Place: Place{Name: "Paris"}}, "Narendra Modi visits Paris"},
		{Facts{Kind: plover.Consult, Mode: plover.Visit, Status: plover.Occurred, Actors: two, Place: Place{Name: "Paris"}}, "Emmanuel Macron and Narendra Modi meet in Paris"},
		{Facts{Kind: plover.Consult, Mode: plover.ThirdParty, Status: plover.Occurred, Actors: parties("Armenia", "Azerbaijan"), Recipients: parties("Georgia")}, "Armenia and Azerbaijan meet, hosted by Georgia"},
		{Facts{Kind: plover.Consult, Status: plover.Cancelled, Actors: two}, "Emmanuel Macron and Narendra Modi were to meet: cancelled"},
		{Facts{Kind: plover.Consult, Status: plover.Hypothetical, Actors: two}, "Emmanuel Macron and Narendra Modi may meet"},
		{Facts{Kind: plover.Consult, Status: plover.Occurred, Actors: parties("A", "B", "C", "D", "E", "F")}, "A, B, C and 3 others meet"},
		{Facts{Kind: plover.Sanction, Status: plover.Occurred, Actors: parties("Canada"), Recipients: parties("Belarus")}, "Canada imposes sanctions on Belarus"},
		{Facts{Kind: plover.Sanction, Mode: plover.Expel, Status: plover.Denied, Actors: parties("Canada"), Recipients: parties("Belarus")}, "Canada expels diplomats of Belarus: denied"},
		{Facts{Kind: plover.Sanction, Status: plover.Occurred, Recipients: parties("Belarus")}, "Unnamed parties impose sanctions on Belarus"},
		{Facts{Kind: plover.Accuse, Status: plover.Occurred, Actors: parties("Japan"), Recipients: parties("Russia")}, "Japan accuses Russia"},
	} {
		if got := c.f.Summarize(); got != c.want {
			t.Errorf("got  %q\nwant %q", got, c.want)
		}
	}
}

func TestEveryKindHasAPhrase(t *testing.T) {
	for _, k := range plover.Kinds {
		f := Facts{Kind: k, Status: plover.Occurred, Actors: parties("Norway"), Recipients: parties("Sweden")}
		if got := f.Summarize(); len(got) <= len("Norway Sweden") {
			t.Errorf("%v: %q", k, got)
		}
		for m := range phrases[k] {
			if !k.HasMode(m) {
				t.Errorf("%v has no mode %v", k, m)
			}
		}
	}
}
