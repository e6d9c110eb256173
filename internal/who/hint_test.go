package who_test

import "testing"

// hints are short texts in which the verbs and the words beside a pronoun tell whom it means.
var hints = []example{
	{"2023-04-12", "Luiz Inacio Lula da Silva asked Xi Jinping for peace; Xi replied that he saw little hope.", "he", "xi-jinping"},
	{"2022-07-19", "Sergei Shoigu had called Hulusi Akar in the morning, Recep Tayyip Erdogan told reporters. He himself will fly to Sochi.", "He", "recep-tayyip-erdogan"},
	{"2018-03-26", "Theresa May spoke in the Commons. No minister will travel to the tournament, she said.", "she", "theresa-may"},
	{"2022-08-05", "A spokesman said that China will punish Nancy Pelosi and her family.", "her", "nancy-pelosi"},
	{"2018-03-30", "Sergei Lavrov received the envoy with Sergei Ryabkov, one of his deputies.", "his", "sergei-lavrov"},
	{"2019-06-20", "Hassan Rouhani has invited Shinzo Abe to Tehran. He accepted at once.", "He", "shinzo-abe"},
	{"2019-06-20", "Hassan Rouhani has invited Shinzo Abe to Tehran. He wants to talk of oil.", "He", "hassan-rouhani"},
	{"2021-10-04", "Algeria vowed to answer France in kind. It has already shut its sky to military planes.", "[It] has", "DZA"},
	{"2021-10-04", "Algeria vowed to answer France in kind. It has taken three weeks.", "[It] has", ""},
	{"2023-05-04", "India warned that Pakistan must act first; this week it closed a crossing.", "it", "IND"},
	{"2022-11-01", "Gustavo Petro met Nicolas Maduro a month after the Colombian was sworn in.", "the Colombian", "gustavo-petro"},
	{"2021-09-22", "Emmanuel Macron and Joe Biden spoke at the American's request.", "the American", "joe-biden"},
	{"2016-08-09", "Vladimir Putin and Recep Tayyip Erdogan met in St Petersburg. Charter flights will resume. They said trade would grow.", "They", "recep-tayyip-erdogan vladimir-putin"},
	{"2022-02-03", "Chinese officials arrived in Oslo. They met nobody.", "They", "CHN"},
	{"2022-02-03", "Chinese officials arrived in Oslo. Protesters waited outside. They held up signs.", "They", ""},
	{"2018-06-12", "On Monday Singapore's prime minister, Lee Hsien Loong, received Donald Trump for lunch. He had met Kim Jong Un on Sunday.", "He", "lee-hsien-loong"},
	{"2018-03-17", "The official representative of the ministry Maria Zakharova informed that London gave no access. Russia asks for the samples, she said.", "she", "maria-zakharova"},
	{"2022-07-04", "Leaders of ECOWAS met in Accra. The leaders took a harder line with Guinea.", "The leaders", "ECOWAS"},
	{"2024-07-04", "The African Union met in Accra. Its leaders spoke of Sudan, and they asked for a truce.", "they", "AU"},
	{"2022-08-05", "Nancy Pelosi went on to Japan. In Seoul the day before, she had met the speaker of parliament, Rosa Quispe.", "she", "nancy-pelosi"},
}

func TestHints(t *testing.T) {
	for _, c := range hints {
		d := parse(t, c.text, c.day, true)
		if got := actorsOf(t, d, c.phrase); got != c.want {
			t.Errorf("%s %s\n  %q means %q, want %q", c.day, c.text, c.phrase, got, c.want)
		}
	}
}
