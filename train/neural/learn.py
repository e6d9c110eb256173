"""Trains the network and writes it to a file.

    python learn.py --data ../../../shared/data --encoder folder --lexicon ../../internal/lexicon/data --out network.pt
"""

import argparse
import math
import random
import time
from collections import Counter, defaultdict
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor

import corpus
from corpus import Sentence
from network import STATIC, Network
from teacher import Teacher
from words import Word, Words

MIN_WORD = 3  # a rarer word has no vector of its own
BATCH = 1000  # words
EXCHANGE = 0.5  # of the sentences with names are read with other names
SILVER = 0.4  # of the sentences that the teacher labelled are read in a round
WARM_UP = 200  # steps
MAX_WORDS = 120
TYPOGRAPHIC = {"'": "’", '"': "“", "''": "”", "``": "“", "n't": "n’t", "'s": "’s", "'re": "’re", "'ll": "’ll", "'ve": "’ve", "'m": "’m", "'d": "’d"}
ARTICLES = {"a", "an", "the"}
HELPERS = {"is", "are", "was", "were", "be", "been", "has", "have", "had"}
SMALL = ("ADP", "DET", "CCONJ", "PART")


def static_vectors(encoder: Path) -> Tensor:
    """The word pieces of the encoder, by their main components."""
    table = load_file(encoder / "model.safetensors")["embeddings.word_embeddings.weight"].float()
    table = table - table.mean(0)
    _, _, axes = torch.linalg.svd(table, full_matrices=False)
    vectors = table @ axes[:STATIC].T
    return vectors / vectors.std() * 0.5


def changed(s: Sentence, rng: random.Random) -> Sentence:
    """Some sentences as headlines and careless texts have them: all capitals, title case, no capitals, no last mark."""
    chance = rng.random()
    if chance < 0.02:
        words = [w.upper() for w in s.words]
    elif chance < 0.05:
        tags = s.tags or [""] * len(s.words)
        words = [w if i and t.startswith(SMALL) else w[:1].upper() + w[1:] for i, (w, t) in enumerate(zip(s.words, tags))]
    elif chance < 0.07:
        words = [w.lower() for w in s.words]
    else:
        words = s.words
    if rng.random() < 0.3:
        words = [TYPOGRAPHIC.get(w, w) for w in words]
    return Sentence(words, s.tags, s.heads, s.rels, s.names, s.has_misc)


def without_stop(s: Sentence) -> Sentence | None:
    """The sentence without its last mark; None if it has none or something depends on it."""
    n = len(s.words)
    if not s.heads or n < 3 or not s.tags[-1].startswith("PUNCT") or s.heads[-1] == 0 or n in s.heads:
        return None
    return Sentence(s.words[:-1], s.tags[:-1], s.heads[:-1], s.rels[:-1], s.names and s.names[:-1], s.has_misc)


def headline(s: Sentence) -> Sentence | None:
    """The sentence as a headline has it, without articles, forms of be and have that help, and the last mark; None if too little changes."""
    heads = set(s.heads or ())
    left_out = {
        i
        for i, (word, rel) in enumerate(zip(s.words, s.rels or ()))
        if i + 1 not in heads and (rel == "det" and word.lower() in ARTICLES or rel in ("aux", "aux:pass", "cop") and word.lower() in HELPERS)
    }
    if len(left_out) < 2 or len(s.words) - len(left_out) < 3:
        return None
    kept = [i for i in range(len(s.words)) if i not in left_out]
    place = {old + 1: new + 1 for new, old in enumerate(kept)} | {0: 0}
    words = [s.words[i] for i in kept]
    words[0] = words[0][:1].upper() + words[0][1:]
    short = Sentence(
        words,
        [s.tags[i] for i in kept],
        [place[s.heads[i]] for i in kept],
        [s.rels[i] for i in kept],
        s.names and [s.names[i] for i in kept],
        s.has_misc,
    )
    return without_stop(short) or short


def grouped(sentences: list[Sentence], size: int) -> list[list[Sentence]]:
    """Sentences of one length and one kind of annotation together, about so many words in each group."""
    groups = defaultdict(list)
    for s in sentences:
        groups[len(s.words), s.heads is None, s.names is None, s.has_misc].append(s)
    out = []
    for key in sorted(groups):
        group, count = groups[key], max(1, size // key[0])
        out += [group[i : i + count] for i in range(0, len(group), count)]
    return out


def batches(sentences: list[Sentence], rng: random.Random) -> list[list[Sentence]]:
    """Groups for training, in random order."""
    out = list(sentences)
    rng.shuffle(out)
    groups = grouped(out, BATCH)
    rng.shuffle(groups)
    return groups


class Trainer:
    def __init__(self, data: Path, encoder: Path, lexicon: Path, silver: list[Path], seed: int, teacher: bool):
        torch.manual_seed(seed)
        self.rng = random.Random(seed)
        self.lists = corpus.NameLists(lexicon)
        self.words = Words(encoder / "tokenizer.json")
        sentences = corpus.training(data)
        tags, self.tag = corpus.tag_index(sentences)
        rels = sorted({r for s in sentences for r in s.rels or ()})
        self.rel = {r: i for i, r in enumerate(rels)}
        self.name = {n: i for i, n in enumerate(corpus.NAMES)}
        count = Counter(self.words(w).key for s in sentences for w in s.words)
        known = sorted(w for w, n in count.items() if n >= MIN_WORD)
        self.sentences = [s for s in sentences if len(s.words) <= MAX_WORDS]
        self.silver = [s for path in silver for s in corpus.read_trees(path)]
        self.network = Teacher(encoder, known, tags, rels) if teacher else Network(static_vectors(encoder), known, tags, rels)

    def look(self, batch: list[Sentence]) -> list[list[Word]]:
        return [[self.words(w) for w in s.words] for s in batch]

    def loss(self, batch: list[Sentence]) -> Tensor:
        net = self.network
        h = net.encode(self.look(batch))
        total = torch.zeros(())
        if batch[0].heads is not None:
            heads = torch.tensor([s.heads for s in batch])
            rels = torch.tensor([[self.rel[r] for r in s.rels] for s in batch])
            tags = torch.tensor([[self.tag[t] for t in s.tags] for s in batch])
            for scores, gold in ((net.arcs(h), heads), (net.relations(h, heads), rels), (net.tag(h), tags)):
                total = total + F.cross_entropy(scores.flatten(0, 1), gold.flatten())
        if batch[0].names is not None:
            gold = torch.tensor([[self.name[n] for n in s.names] for s in batch])
            scores = net.names(h)
            if not batch[0].has_misc:  # O, or a name of a kind that is not marked
                misc = [0] + [i for n, i in self.name.items() if n.endswith("MISC")]
                rest = [i for i in range(1, len(self.name)) if i not in misc]
                scores = torch.cat([scores[..., misc].logsumexp(-1, keepdim=True), scores[..., rest]], -1)
                place = torch.zeros(len(self.name), dtype=torch.long)
                place[rest] = torch.arange(1, len(rest) + 1)
                gold = place[gold]
            total = total + F.cross_entropy(scores.flatten(0, 1), gold.flatten())
        return total

    def epoch_batches(self) -> list[list[Sentence]]:
        sentences = []
        for s in self.sentences + self.rng.sample(self.silver, int(SILVER * len(self.silver))):
            if s.names and any(n != "O" for n in s.names) and self.rng.random() < EXCHANGE:
                sentences.append(changed(self.lists.exchanged(s, self.rng), self.rng))
                if s.heads is None:
                    continue  # with a tree, the sentence itself is read as well
            chance = self.rng.random()
            short = without_stop(s) if chance < 0.06 else headline(s) if chance < 0.12 else None
            sentences.append(changed(short or s, self.rng))
        return batches(sentences, self.rng)

    def start(self, network: Path) -> None:
        """Goes on from a network that was trained before on the same data."""
        self.network.load_state_dict(torch.load(network)["weights"])

    def train(self, epochs: int, minutes: float, rate: float, save: Path) -> None:
        """Trains for so many rounds, beginning with a rate; with minutes above 0 the rate falls with the clock and training ends by then."""
        begin = time.monotonic()
        steps = epochs * len(self.epoch_batches())
        groups = self.network.groups()
        weights = [p for g in groups for p in g["params"]]
        optimizer = torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.95), weight_decay=0.01, fused=True)
        step, done = 0, 0.0
        for epoch in range(epochs):
            total, count = 0.0, 0
            self.network.train()
            for batch in self.epoch_batches():
                done = max(step / steps, (time.monotonic() - begin) / 60 / minutes if minutes else 0)
                if done >= 1:
                    break
                for group in optimizer.param_groups:
                    group["lr"] = group["factor"] * rate * min(1, (step + 1) / WARM_UP) * (0.5 + 0.5 * math.cos(math.pi * done))
                loss = self.loss(batch)
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(weights, 2.0)
                optimizer.step()
                step, total, count = step + 1, total + loss.item(), count + 1
                if step % 100 == 0:
                    print(f"step {step} of {steps}, {done:.1%}, loss {total / count:.3f}, {time.monotonic() - begin:.0f} s", flush=True)
            torch.save({"weights": self.network.state_dict(), "known": self.network.known, "tags": self.network.tags, "rels": self.network.rels}, save)
            print(f"round {epoch + 1}: loss {total / max(count, 1):.3f}, {time.monotonic() - begin:.0f} s", flush=True)
            if done >= 1:
                break

    def measure(self, data: Path) -> None:
        """Prints accuracy on the development data with their own words and sentences, before rounding to bytes and without the tree algorithm."""
        trees, names = corpus.development(data)
        self.network.eval()
        with torch.no_grad():
            for bank, sentences in trees.items():
                print(bank, self._measure_trees(sentences), flush=True)
            for bank, sentences in names.items():
                print(bank, "names", self._measure_names(sentences), flush=True)

    def _measure_trees(self, sentences: list[Sentence]) -> str:
        words = upos = tags = uas = las = 0
        for s in sentences:
            h = self.network.encode(self.look([s]))
            heads = self.network.arcs(h).argmax(-1)
            rels = self.network.relations(h, heads).argmax(-1)[0].tolist()
            guess = self.network.tag(h).argmax(-1)[0].tolist()
            for head, rel, tag, *gold in zip(heads[0].tolist(), rels, guess, s.heads, s.rels, s.tags):
                words += 1
                upos += self.network.tags[tag].split(" ")[0] == gold[2].split(" ")[0]
                tags += self.network.tags[tag] == gold[2]
                uas += head == gold[0]
                las += head == gold[0] and self.network.rels[rel] == gold[1]
        return " ".join(f"{name} {100 * n / words:.2f}" for name, n in (("UPOS", upos), ("tag", tags), ("UAS", uas), ("LAS", las)))

    def _measure_names(self, sentences: list[Sentence]) -> str:
        both = found = gold = 0
        for s in sentences:
            scores = self.network.names(self.network.encode(self.look([s])))
            a, b = spans([corpus.NAMES[i] for i in scores.argmax(-1)[0].tolist()]), spans(s.names)
            both, found, gold = both + len(a & b), found + len(a), gold + len(b)
        return f"F1 {200 * both / (found + gold):.2f}"


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """The names of kinds other than MISC: first word, word after the last, kind."""
    out, start, kind = set(), 0, ""
    for i, tag in enumerate(tags + ["O"]):
        if kind and tag != "I-" + kind:
            out.add((start, i, kind))
            kind = ""
        if tag != "O" and not kind:
            start, kind = i, tag[2:]
    return {s for s in out if s[2] != "MISC"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--lexicon", type=Path, required=True)
    parser.add_argument("--teacher", action="store_true", help="train the teacher, not the network")
    parser.add_argument("--silver", type=Path, action="append", default=[], help="text that a teacher labelled")
    parser.add_argument("--start", type=Path, help="go on from this network")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    trainer = Trainer(args.data, args.encoder, args.lexicon, args.silver, args.seed, args.teacher)
    if args.start:
        trainer.start(args.start)
    trainer.train(args.epochs, args.minutes, args.rate, args.out)
    trainer.measure(args.data)


if __name__ == "__main__":
    main()
