package lexicon

import "testing"

func TestGazetteer(t *testing.T) {
	g, err := LoadGazetteer()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, canon, country, grain string }{
		{"Paris", "Paris", "FRA", "city"},
		{"PARIS", "Paris", "FRA", "city"},
		{"Kiev", "Kyiv", "UKR", "city"},
		{"Sao Paulo", "São Paulo", "BRA", "city"},
		{"Côte d'Ivoire", "", "", ""},
		{"the Kremlin", "Kremlin", "RUS", "venue"},
		{"Great Hall of the People", "Great Hall of the People", "CHN", "venue"},
		{"Mar-a-Lago", "Mar-a-Lago", "USA", "venue"},
		{"Georgia", "Georgia", "GEO", "country"},
		{"Tripoli", "Tripoli", "LBY", "city"},
		{"Strait of Hormuz", "Strait of Hormuz", "", "strait"},
		{"Nagorno-Karabakh", "Nagorno-Karabakh", "AZE", "region"},
		{"Nagorno Karabakh", "Nagorno-Karabakh", "AZE", "region"},
		{"Texas", "Texas", "USA", "region"},
		{"Gaza", "Gaza Strip", "PSE", "region"},
		{"Naypyidaw", "Naypyidaw", "MMR", "city"},
		{"Cologne", "Cologne", "DEU", "city"},
		{"Washington", "Washington", "USA", "city"},
		{"", "", "", ""},
		{"Nowhere at All", "", "", ""},
	} {
		found := g.Lookup(c.name)
		if g.Has(c.name) != (len(found) > 0) {
			t.Errorf("Has(%q) and Lookup differ", c.name)
		}
		switch {
		case len(found) == 0 && c.canon != "":
			t.Errorf("%q is not known", c.name)
		case len(found) > 0 && (found[0].Name != c.canon || found[0].Country != c.country || found[0].Grain != c.grain):
			t.Errorf("%q is %s, %s (%s), want %s, %s (%s)", c.name, found[0].Name, found[0].Country, found[0].Grain, c.canon, c.country, c.grain)
		}
	}
	venues := 0
	for i := range g.spots {
		if s := &g.spots[i]; s.Kind == Venue {
			venues++
		}
		if s := &g.spots[i]; s.Lat == 0 && s.Lon == 0 {
			t.Errorf("%s lies nowhere", s.Name)
		}
	}
	if venues < 80 {
		t.Errorf("%d venues", venues)
	}
	for country, name := range g.capitals {
		ok := name == ""
		for _, s := range g.Lookup(name) {
			ok = ok || s.Capital && s.Country == country
		}
		if !ok {
			t.Errorf("capital %q of %s is not known", name, country)
		}
	}
	for name := range g.byName {
		found := g.Lookup(name)
		for i := 1; i < len(found); i++ {
			if found[i].Weight() > found[i-1].Weight() {
				t.Errorf("%s: %s of %s before %s of %s", name, found[i-1].Name, found[i-1].Country, found[i].Name, found[i].Country)
			}
		}
	}
}

func BenchmarkLoadGazetteer(b *testing.B) {
	for b.Loop() {
		if _, err := LoadGazetteer(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoadCalendar(b *testing.B) {
	for b.Loop() {
		if _, err := LoadCalendar(); err != nil {
			b.Fatal(err)
		}
	}
}
