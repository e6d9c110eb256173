package act_test

import (
	"strings"
	"testing"
)

// TestParties holds who the parties of an act are where the tree does not simply name them.
func TestParties(t *testing.T) {
	rd := load(t)
	for _, c := range []struct{ what, text, has, hasNot string }{
		{"the state that arrests foreigners", "An Australian nurse was detained in Iran on Monday.", "COERCE.arrest occurred a:IRN r:AUS", ""},
		{"not its own people", "An Iranian nurse was detained in Iran on Monday.", "", "COERCE"},
		{"nor where an agent stands", "An Australian nurse was detained in Iran by Kurdish rebels.", "", "a:IRN"},
		{"an inquiry abroad", "A Brazilian national has been put under investigation in Spain.", "a:ESP r:BRA", ""},
		{"the title of the object", "Peru summoned Chile's ambassador Pedro Silva to complain.", "ACCUSE.summon-office occurred a:PER r:CHL", ""},
		{"up to so many", "Libyan rebels kidnapped up to 16 Egyptian fishermen.", "ASSAULT.abduct occurred a:LBY r:EGY", ""},
		{"a place for its state", "Iran launched an invasion of South Lebanon.", "ASSAULT.launch-attack occurred a:IRN r:LBN", ""},
		{"ministers of two states", "The ministers of Kenya and Norway met in Rome.", "CONSULT.meet occurred a:KEN a:NOR", ""},
		{"what a sentence speaks of", "The Ethiopian prime minister said isolating Qatar would harm the region.", "", "SANCTION"},
		{"a month is nobody", "Spain will close its base in mid-August.", "", "august"},
		{"a people in another state", "Some 100 ethnic Albanians demonstrated on Tuesday in Serbia.", "PROTEST.demonstrate occurred r:SRB", "ALB"},
		{"no creed", "A Christian missionary from Kenya was arrested in Chad.", "COERCE.arrest occurred a:TCD r:KEN", ""},
		{"one adjective for two", "The Danish media and government warned Russia.", "a:DNK r:RUS", ""},
		{"whose forces", "Bosnian Serbs said on Tuesday their forces had completed their withdrawal from Croatia.", "RETREAT.complete-withdrawal occurred a:BIH r:HRV", ""},
		{"a noun read as a verb", "Spain's high court opened a landmark hearing into the treatment of Moroccan workers.", "ACCUSE.open-probe occurred a:ESP", ""},
		{"a neighbour", "Syria says it is willing to withdraw its troops from neighboring Lebanon.", "a:SYR r:LBN", ""},
		{"a revolt", "Iraqi rebels blew up a pipeline near Kirkuk on Monday.", "ASSAULT.blow-up occurred a:IRQ", ""},
		{"who backs does not act", "Syrian-backed militiamen shelled the town of Zahle.", "", "a:SYR"},
		{"nor what goes on is hostile", "President Joko Widodo pledged to continue economic reforms.", "AGREE.promise-to occurred", "THREATEN"},
		{"a hyphen", "India test-fired a new missile on Friday.", "a:IND", ""},
		{"not his own troops", "Syria pulled the last of its troops out of Lebanon on Tuesday.", "a:SYR r:LBN\n", ""},
		{"troops that are put somewhere", "Nigerian troops were put on alert along the border with Cameroon.", "MOBILIZE.put-on-alert occurred a:NGA.armed-forces r:CMR", ""},
		{"a clause before who says it", "William Ruto called Yoweri Museveni on Sunday to discuss trade, the presidency said.", "CONSULT.call-to-talk occurred a:william-ruto a:yoweri-museveni", ""},
		{"who urges behind a predicate", "Chad said the raids were illegal, urging Sudan to withdraw its forces.", "REQUEST.push-to occurred a:TCD r:SDN", ""},
		{"whose embassy is attacked", "Turkey said the attack on Kenya's embassy in Juba was wrong.", "", "a:KEN"},
		{"who confirms a meeting does not meet", "NATO spokesman Peter Lund and the government of Kosovo confirmed the meeting.", "", "CONSULT"},
		{"the group, not whose it is", "Osama bin Laden's al-Qaeda network threatened to attack Denmark.", "a:ALQAEDA r:DNK", "osama"},
	} {
		d := annotate(t, rd, c.text)
		var told strings.Builder
		for i := range d.Acts {
			told.WriteString(describe(d, &d.Acts[i]) + "\n")
		}
		if got := told.String(); !strings.Contains(got, c.has) || c.hasNot != "" && strings.Contains(got, c.hasNot) {
			t.Errorf("%s: %s\nwant %q and not %q, got\n%s", c.what, c.text, c.has, c.hasNot, got)
		}
	}
}
