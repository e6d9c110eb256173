package quote_test

import "testing"

// TestVenues: to whom and where words were said.
func TestVenues(t *testing.T) {
	for _, tt := range []struct{ text, addressee, venue string }{
		{`"We will never accept this," Antony Blinken told NBC on Sunday.`, "NBC", ""},
		{`"The door is open," Wang Yi said in an interview with Xinhua.`, "", "an interview with Xinhua"},
		{`"This is an act of war," Volodymyr Zelenskyy wrote on X.`, "", "X"},
		{`Narendra Modi said at a news conference in Delhi that talks would go on.`, "", "a news conference"},
		{`Sergei Lavrov told reporters that Russia was ready.`, "reporters", ""},
		{`"I am not afraid," Donald Tusk said to the Polish parliament.`, "the Polish parliament", ""},
		{`Olaf Scholz said in a letter to the chancellery that money was short.`, "", "a letter"},
		{`"They were honest," Mette Frederiksen told Danish television.`, "Danish television", ""},
		{`"No," Viktor Orban said on Monday.`, "", ""},
		{`Emmanuel Macron said that he had spoken in an interview with the BBC.`, "", ""},
	} {
		d := parse(t, tt.text+"\n", "2024-05-06")
		if len(d.Quotes) == 0 {
			t.Errorf("%s: no quote", tt.text)
			continue
		}
		q := &d.Quotes[0]
		if got := d.Slice(q.Addressee); got != tt.addressee {
			t.Errorf("%s: to %q, want %q", tt.text, got, tt.addressee)
		}
		if got := d.Slice(q.Venue); got != tt.venue {
			t.Errorf("%s: in %q, want %q", tt.text, got, tt.venue)
		}
	}
}

// TestPrompt: what a speaker was asked is not what he said.
func TestPrompt(t *testing.T) {
	d := parse(t, "Asked whether he would meet Maduro, Gustavo Petro said: \"Why not?\"\n", "2024-05-06")
	if len(d.Quotes) != 1 || d.Slice(d.Quotes[0].Content) != "Why not?" {
		for i := range d.Quotes {
			t.Errorf("quote %q", d.Slice(d.Quotes[i].Content))
		}
	}
}
