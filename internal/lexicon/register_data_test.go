package lexicon

import (
	"slices"
	"testing"

	"chancery/internal/date"
)

func day(t testing.TB, s string) date.Day {
	t.Helper()
	d, err := date.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestTerms holds what must be true of every term.
func TestTerms(t *testing.T) {
	r := register(t)
	for _, term := range r.Terms {
		if y := term.From.Year(); y < 1920 || y > 2026 {
			t.Errorf("%s, %s: begins in %d", term.Person, term.Office, y)
		}
		if term.To == 0 && term.AsOf < date.MakeDay(2025, 6, 1) {
			t.Errorf("%s, %s: known in office on %s only", term.Person, term.Office, term.AsOf)
		}
		if years := (term.To - term.From) / 365; term.To != 0 && years > 71 {
			t.Errorf("%s, %s: %d years in office", term.Person, term.Office, years)
		}
	}
}

// TestOneHolder finds offices for one that two are said to have held at once: a wrong date, or a person under two names.
func TestOneHolder(t *testing.T) {
	r := register(t)
	alone := []string{"president", "monarch", "head-of-government", "foreign-minister", "defence-minister", "supreme-leader",
		"secretary-general", "director-general", "managing-director", "commission-president", "council-president", "high-representative"}
	together := map[string]bool{
		"LBY.head-of-government": true, // two governments
		"KHM.head-of-government": true, // a first and a second prime minister
		"BRA.president":          true, // Temer acted for Rousseff
		"KOR.president":          true, // Hwang and Han acted for the president
		"CIV.president":          true, // the crisis of 2010 and 2011
		"VEN.president":          false,
	}
	for _, o := range r.Offices {
		if !slices.Contains(alone, o.Role) || together[o.ID] {
			continue
		}
		terms := r.holders[o.ID]
		for i := 1; i < len(terms); i++ {
			a, b := terms[i-1], terms[i]
			end := a.To
			if end == 0 {
				end = a.AsOf
			}
			if grace := date.Day(31); end > b.From+grace && !isYear(a.To) && !isYear(b.From-1) {
				t.Errorf("%s: %s to %s and %s from %s", o.ID, a.Person, a.To, b.Person, b.From)
			}
		}
	}
}

// isYear reports whether d is the last of a year, as the end of a term is where only its year is known.
func isYear(d date.Day) bool {
	_, m, dd := d.Date()
	return m == 12 && dd == 31
}

// TestTitleRoles holds that titles denote roles that exist.
func TestTitleRoles(t *testing.T) {
	r := register(t)
	for _, title := range r.Titles {
		for _, role := range title.Roles {
			found := r.roles[role].rank != 0
			for _, o := range r.Offices {
				found = found || o.Role == role
			}
			if !found {
				t.Errorf("%s: no role %q", title.Name, role)
			}
		}
	}
}

// TestNamesOfPersons finds persons entered twice: two of one country with the same name.
func TestNamesOfPersons(t *testing.T) {
	r := register(t)
	for _, p := range r.Persons {
		for _, name := range append([]string{p.Name}, p.Variants...) {
			for _, e := range r.Lookup(name) {
				if e.Kind == EntryPerson && e.ID < p.ID && e.Country == p.Country {
					t.Errorf("%q is %s and %s", name, e.ID, p.ID)
				}
			}
		}
	}
}

func TestHolders(t *testing.T) {
	r := register(t)
	for _, c := range []struct{ office, day, want string }{
		{"USA.president", "2016-07-01", "barack-obama"}, {"USA.president", "2021-06-28", "joe-biden"},
		{"USA.foreign-minister", "2018-06-12", "mike-pompeo"}, {"USA.vice-president", "2011-05-01", "joe-biden"},
		{"GBR.head-of-government", "2022-10-01", "liz-truss"}, {"GBR.head-of-government", "2016-08-01", "theresa-may"},
		{"GBR.foreign-minister", "2017-03-01", "boris-johnson"}, {"GBR.monarch", "2022-09-01", "elizabeth-ii"},
		{"FRA.president", "2015-02-12", "francois-hollande"}, {"DEU.head-of-government", "2015-02-12", "angela-merkel"},
		{"DEU.foreign-minister", "2015-07-14", "frank-walter-steinmeier"}, {"IRN.foreign-minister", "2015-07-14", "mohammad-javad-zarif"},
		{"CHN.foreign-minister", "2023-04-06", "qin-gang"}, {"CHN.head-of-government", "2019-12-24", "li-keqiang"},
		{"RUS.defence-minister", "2022-02-24", "sergei-shoigu"}, {"UKR.president", "2014-06-27", "petro-poroshenko"},
		{"JPN.head-of-government", "2016-12-27", "shinzo-abe"}, {"KOR.president", "2018-04-27", "moon-jae-in"},
		{"PRK.supreme-leader", "2018-04-27", "kim-jong-un"}, {"IND.head-of-government", "2024-10-23", "narendra-modi"},
		{"ISR.head-of-government", "2021-12-13", "naftali-bennett"}, {"ISR.foreign-minister", "2022-03-28", "yair-lapid"},
		{"EGY.foreign-minister", "2022-03-28", "sameh-shoukry"}, {"ARM.head-of-government", "2020-11-10", "nikol-pashinyan"},
		{"SRB.head-of-government", "2020-09-04", "ana-brnabic"}, {"XKX.head-of-government", "2020-09-04", "avdullah-hoti"},
		{"UN.secretary-general", "2016-12-30", "ban-ki-moon"}, {"NATO.secretary-general", "2022-06-29", "jens-stoltenberg"},
		{"EU.high-representative", "2021-02-05", "josep-borrell"}, {"EU.commission-president", "2018-07-25", "jean-claude-juncker"},
		{"IAEA.director-general", "2015-07-14", "yukiya-amano"}, {"WHO.director-general", "2020-03-11", "tedros-adhanom-ghebreyesus"},
		{"TUR.foreign-minister", "2022-03-10", "mevlut-cavusoglu"}, {"VAT.pope", "2016-02-12", "pope-francis"},
		{"SAU.foreign-minister", "2016-01-03", "adel-al-jubeir"}, {"BRA.foreign-minister", "2023-01-20", "mauro-vieira"},
		{"SDN.sovereignty-council-chair", "2023-05-20", "abdel-fattah-al-burhan"}, {"USA.president", "1815-06-18", ""},
	} {
		got := ""
		for _, p := range r.Holders(c.office, day(t, c.day)) {
			got += p.ID
		}
		if got != c.want {
			t.Errorf("%s on %s: %q, want %q", c.office, c.day, got, c.want)
		}
	}
}

// TestVariants looks spellings up that news really uses.
func TestVariants(t *testing.T) {
	r := register(t)
	for name, want := range map[string]string{
		"Recep Tayyip Erdoğan": "recep-tayyip-erdogan", "Erdogan": "", "Volodymyr Zelenskyy": "volodymyr-zelensky",
		"Abdel Fattah el-Sisi": "abdel-fattah-al-sisi", "Abdel-Fattah el-Sissi": "abdel-fattah-al-sisi",
		"KIM JONG UN": "kim-jong-un", "Kim Jong-un": "kim-jong-un", "Moammar Gadhafi": "muammar-gaddafi",
		"Nicolás Maduro": "nicolas-maduro", "Lula": "luiz-inacio-lula-da-silva", "Robert O’Brien": "robert-obrien",
		"Charles Michel": "charles-michel", "Sergey Lavrov": "sergei-lavrov", "Tô Lâm": "to-lam",
	} {
		got := ""
		for _, e := range r.Lookup(name) {
			if e.Kind == EntryPerson {
				got += e.ID
			}
		}
		if got != want {
			t.Errorf("Lookup(%q): person %q, want %q", name, got, want)
		}
	}
	for short, want := range map[string]string{
		"Erdoğan": "recep-tayyip-erdogan", "Sisi": "abdel-fattah-al-sisi", "el-Sisi": "abdel-fattah-al-sisi", "XI": "xi-jinping",
		"von der Leyen": "ursula-von-der-leyen", "Putin": "vladimir-putin", "Biden": "joe-biden",
	} {
		if all := r.PersonsNamed(short); len(all) == 0 || all[0].ID != want {
			t.Errorf("PersonsNamed(%q) does not begin with %s", short, want)
		}
	}
}
