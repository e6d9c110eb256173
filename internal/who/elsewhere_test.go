package who_test

import "testing"

// elsewhere are short texts from many regions, written with their actors before the program read them: 26 of 30 were right then.
var elsewhere = []example{
	{"2019-09-18", "In a call with his Salvadoran counterpart, Colombia's foreign minister offered help at the border. He will travel to San Salvador in October.", "Colombia's foreign minister", "carlos-holmes-trujillo"},
	{"2019-09-18", "In a call with his Salvadoran counterpart, Colombia's foreign minister offered help at the border. He will travel to San Salvador in October.", "He", "carlos-holmes-trujillo"},
	{"2020-08-19", "ECOWAS closed the borders with Mali a day after the coup. It also froze payments. Its leaders will meet by video on Thursday, and they are expected to ask for the release of the president.", "[It] also", "ECOWAS"},
	{"2020-08-19", "ECOWAS closed the borders with Mali a day after the coup. It also froze payments. Its leaders will meet by video on Thursday, and they are expected to ask for the release of the president.", "they", "ECOWAS"},
	{"2020-08-19", "ECOWAS closed the borders with Mali a day after the coup. It also froze payments. Its leaders will meet by video on Thursday, and they are expected to ask for the release of the president.", "the president", "ibrahim-boubacar-keita"},
	{"2018-11-18", "\"This is our ocean,\" Jacinda Ardern said in Port Moresby. She had arrived hours after Mike Pence, and the pair spoke briefly.", "She", "jacinda-ardern"},
	{"2018-11-18", "\"This is our ocean,\" Jacinda Ardern said in Port Moresby. She had arrived hours after Mike Pence, and the pair spoke briefly.", "the pair", "jacinda-ardern mike-pence"},
	{"2023-09-14", "Kyrgyzstan's president, Sadyr Japarov, received his Tajik counterpart, Emomali Rahmon. The two presidents spoke of the border.", "The two presidents", "emomali-rahmon sadyr-japarov"},
	{"2023-09-14", "Kyrgyzstan's president, Sadyr Japarov, received his Tajik counterpart, Emomali Rahmon, in Bishkek. The two presidents spoke of the border.", "The two presidents", "emomali-rahmon sadyr-japarov"},
	{"2022-01-28", "\"We will not be moved,\" Argentina's president, Alberto Fernandez, said. He blamed his predecessor for the loan.", "He", "alberto-fernandez"},
	{"2022-01-28", "\"We will not be moved,\" Argentina's president, Alberto Fernandez, said. He blamed his predecessor for the loan.", "his", "alberto-fernandez"},
	{"2023-05-19", "Arab leaders welcomed Bashar al-Assad in Jeddah. The Syrian leader said he hoped for a new phase. Qatar said it would not follow.", "The Syrian leader", "bashar-al-assad"},
	{"2023-05-19", "Arab leaders welcomed Bashar al-Assad in Jeddah. The Syrian leader said he hoped for a new phase. Qatar said it would not follow.", "he", "bashar-al-assad"},
	{"2023-05-19", "Arab leaders welcomed Bashar al-Assad in Jeddah. The Syrian leader said he hoped for a new phase. Qatar said it would not follow.", "it", "QAT"},
	{"2016-07-12", "The Philippines welcomed the ruling on the South China Sea. Its foreign secretary urged restraint, and China said it would ignore the award.", "Its foreign secretary", "perfecto-yasay"},
	{"2016-07-12", "The Philippines welcomed the ruling on the South China Sea. Its foreign secretary urged restraint, and China said it would ignore the award.", "it", "CHN"},
	{"2022-06-24", "Ghana's president, Nana Akufo-Addo, met the presidents of Rwanda and Kenya in Kigali. They discussed grain.", "the presidents of Rwanda and Kenya", "paul-kagame uhuru-kenyatta"},
	{"2015-11-27", "Sweden will check papers at the bridge. Denmark's prime minister, Lars Lokke Rasmussen, said he regretted it. \"It hurts both countries,\" he said.", "both countries", "DNK SWE"},
	{"2015-11-27", "Sweden will check papers at the bridge. Denmark's prime minister, Lars Lokke Rasmussen, said he regretted it. \"It hurts both countries,\" [he] said.", "he", "lars-lokke-rasmussen"},
	{"2024-04-06", "Mexico broke off relations with Ecuador after police stormed its embassy. Its foreign minister, Alicia Barcena, flew to Quito's airport to meet the staff. She called the raid an outrage.", "its", "MEX"},
	{"2024-04-06", "Mexico broke off relations with Ecuador after police stormed its embassy. Its foreign minister, Alicia Barcena, flew to Quito's airport to meet the staff. She called the raid an outrage.", "She", "alicia-barcena"},
	{"2021-11-10", "The deputy head of the Canadian mission, Lena Corbeau, was handed a note in Minsk. She declined to comment.", "She", "CAN/lena-corbeau"},
	{"2021-11-10", "The deputy head of the Canadian mission, Lena Corbeau, was handed a note in Minsk. She declined to comment.", "Lena Corbeau", "CAN/lena-corbeau"},
	{"2017-01-19", "Senegal's troops crossed into the Gambia. Adama Barrow, who was sworn in as president in Dakar, asked for them. Yahya Jammeh refuses to leave; the former soldier has ruled since 1994.", "the former soldier", ""},
	{"2019-01-10", "Nicolas Maduro took his oath. Paraguay's president, Mario Abdo Benitez, broke off ties within the hour. He recalled the country's diplomats from Caracas.", "He", "mario-abdo-benitez"},
	{"2024-08-20", "Narendra Modi received Anwar Ibrahim in Delhi. The two prime ministers signed nine papers, and the Malaysian leader invited his host to Kuala Lumpur.", "The two prime ministers", "anwar-ibrahim narendra-modi"},
	{"2024-08-20", "Narendra Modi received Anwar Ibrahim in Delhi. The two prime ministers signed nine papers, and the Malaysian leader invited his host to Kuala Lumpur.", "the Malaysian leader", "anwar-ibrahim"},
	{"2024-08-20", "Narendra Modi received Anwar Ibrahim in Delhi. The two prime ministers signed nine papers, and the Malaysian leader invited his host to Kuala Lumpur.", "his host", "narendra-modi"},
	{"2018-07-08", "Eritrea and Ethiopia declared their war over. Isaias Afwerki and Abiy Ahmed embraced at the airport before they went to the palace, and both will meet again.", "they", "abiy-ahmed isaias-afwerki"},
	{"2018-07-08", "Eritrea and Ethiopia declared their war over. Isaias Afwerki and Abiy Ahmed embraced at the airport before they went to the palace, and both will meet again.", "their", "ERI ETH"},
}

// unresolved is how many of them are not as wanted: the president of a state that the text does not call his.
const unresolved = 1

func TestElsewhere(t *testing.T) {
	wrong := 0
	for _, c := range elsewhere {
		d := parse(t, c.text, c.day, true)
		if got := actorsOf(t, d, c.phrase); got != c.want {
			t.Logf("%s %s\n  %q means %q, want %q", c.day, c.text, c.phrase, got, c.want)
			wrong++
		}
	}
	if wrong > unresolved {
		t.Errorf("%d of %d wrong, want at most %d", wrong, len(elsewhere), unresolved)
	}
}
