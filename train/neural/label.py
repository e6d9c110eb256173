"""Lets a teacher label text, for the network to learn from.

    python label.py --teacher teacher.pt --encoder folder --out silver.conllu text.conllu ...

Of CoNLL-U only the words and sentences are read; words with name tags (other files) keep their names. What the teacher is unsure of, and what is no tree, is left out.
"""

import argparse
import math
from pathlib import Path

import torch

import corpus
from corpus import Sentence
from learn import MAX_WORDS, grouped
from teacher import Teacher
from words import Words

BATCH = 4000  # words
SURE = 0.75  # the least geometric mean of the probabilities of the arcs of a sentence


def is_tree(heads: list[int]) -> bool:
    """Whether every word leads to the one root."""
    if heads.count(0) != 1:
        return False
    for i in range(len(heads)):
        at, steps = i + 1, 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True


def labelled(network: Teacher, words: Words, batch: list[Sentence]) -> list[Sentence]:
    """The sentences of a batch that the teacher is sure of, with what it reads in them."""
    h = network.encode([[words(w) for w in s.words] for s in batch])
    arcs = network.arcs(h).log_softmax(-1)
    sure, heads = arcs.max(-1)
    rels = network.relations(h, heads).argmax(-1)
    tags, names = network.tag(h).argmax(-1), network.names(h).argmax(-1)
    out = []
    for i, s in enumerate(batch):
        if sure[i].mean().item() < math.log(SURE) or not is_tree(heads[i].tolist()):
            continue
        out.append(
            Sentence(
                s.words,
                tags=[network.tags[k] for k in tags[i].tolist()],
                heads=heads[i].tolist(),
                rels=[network.rels[k] for k in rels[i].tolist()],
                names=s.names or [corpus.NAMES[k] for k in names[i].tolist()],
            )
        )
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("text", type=Path, nargs="+")
    args = parser.parse_args()
    saved = torch.load(args.teacher)
    network = Teacher(args.encoder, saved["known"], saved["tags"], saved["rels"])
    network.load_state_dict(saved["weights"])
    network.eval()
    words = Words(args.encoder / "tokenizer.json")
    sentences = [s for path in args.text for s in corpus.read_words(path) if 2 <= len(s.words) <= MAX_WORDS]
    kept = count = 0
    with torch.no_grad(), args.out.open("w", encoding="utf8") as out:
        for group in grouped(sentences, BATCH):
            for s in labelled(network, words, group):
                out.write(corpus.conllu(s))
                kept += len(s.words)
            count += sum(len(s.words) for s in group)
    print(f"{kept} of {count} words kept")


if __name__ == "__main__":
    main()
