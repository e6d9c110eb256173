"""The training data: sentences with trees, with names, or with both."""

import random
from dataclasses import dataclass
from pathlib import Path

KINDS = {
    "PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC",
    "person": "PER", "location": "LOC", "group": "ORG", "corporation": "ORG",
    "product": "MISC", "creative-work": "MISC",
}  # fmt: skip
NAMES = ["O"] + [f"{place}-{kind}" for kind in ("PER", "ORG", "LOC", "MISC") for place in "BI"]

NAME = "Name="  # in the last column of CoNLL-U

# A rarer tag becomes the most frequent one of its part of speech.
MIN_TAG = 12


@dataclass
class Sentence:
    """One sentence. Lists that are None were not annotated."""

    words: list[str]
    tags: list[str] | None = None  # part of speech and features, joined by a space
    heads: list[int] | None = None  # 0 is the root
    rels: list[str] | None = None
    names: list[str] | None = None
    has_misc: bool = True  # False: names of the kind MISC are not marked, they stand as O
    id: str = ""


def reduced(upos: str, form: str, feats: str) -> str:
    """The features without slips, what only one treebank marks, and the person and number of finite verbs.

    Those follow from the subject; the reader adds them again.
    """
    if feats == "_":
        return ""
    verb = upos in ("VERB", "AUX")
    finite = verb and "Mood=Ind" in feats
    third = all(f in feats for f in ("Number=Sing", "Person=3", "Tense=Pres")) and not form.lower().endswith("re")
    keep = []
    for feat in feats.split("|"):
        name = feat.partition("=")[0]
        if name in ("Typo", "ExtPos", "Style", "CorrectForm"):
            continue
        if name in ("Number", "Person") and finite and not third:
            continue
        if name == "Person" and verb and not finite:
            continue
        if name == "Number" and upos == "PRON" and "Person=2" in feats:
            continue
        keep.append(feat)
    return "|".join(keep)


def read_trees(path: Path) -> list[Sentence]:
    """A treebank in the format CoNLL-U, without its lines of multiword tokens and empty nodes; with names, where `conllu` wrote them."""
    out, rows, name = [], [], ""
    for line in path.read_text(encoding="utf8").split("\n"):
        if line.startswith("#"):
            key, _, value = line.partition(" = ")
            name = value if key == "# sent_id" else name
            continue
        if not line:
            if rows:
                out.append(
                    Sentence(
                        words=[r[1] for r in rows],
                        tags=[f"{r[3]} {reduced(r[3], r[1], r[5])}".strip() for r in rows],
                        heads=[int(r[6]) for r in rows],
                        rels=[r[7] for r in rows],
                        names=[r[9].partition(NAME)[2] for r in rows] if rows[0][9].startswith(NAME) else None,
                        id=name,
                    )
                )
            rows = []
            continue
        row = line.split("\t")
        if row[0].isdecimal():
            rows.append(row)
    return out


def read_names(path: Path, has_misc: bool = True) -> list[Sentence]:
    """Words with name tags: two columns, or five as UNER has them. Tags without B- are given theirs."""
    out, words, tags = [], [], []
    previous = ""
    for line in path.read_text(encoding="utf8").split("\n"):
        if not line.strip():
            if words:
                out.append(Sentence(words=words, names=tags, has_misc=has_misc))
            words, tags, previous = [], [], ""
            continue
        if line.startswith(("# ", "-DOCSTART-")):
            continue
        row = line.split("\t") if "\t" in line else line.split(" ")
        word, tag = (row[1], row[2]) if len(row) >= 5 else (row[0], row[-1])
        place, _, kind = tag.partition("-")
        kind = KINDS.get(kind, "")
        if not kind:
            tag = "O"
        elif place == "B" or kind != previous:
            tag = "B-" + kind
        else:
            tag = "I-" + kind
        previous = kind
        words.append(word)
        tags.append(tag)
    return out


def read_words(path: Path) -> list[Sentence]:
    """Only the words of CoNLL-U, or words with name tags."""
    if path.suffix == ".conllu":
        return [Sentence(s.words) for s in read_trees(path)]
    return read_names(path)


def conllu(s: Sentence) -> str:
    """A sentence with all annotation in the format CoNLL-U."""
    lines = []
    for i, (word, tag, head, rel, name) in enumerate(zip(s.words, s.tags, s.heads, s.rels, s.names)):
        upos, _, feats = tag.partition(" ")
        lines.append("\t".join((str(i + 1), word, "_", upos, "_", feats or "_", str(head), rel, "_", NAME + name)))
    return "\n".join(lines) + "\n\n"


def read_spans(path: Path) -> dict[str, list[tuple[int, int, str]]]:
    """The names of sentences: identifier, number of the first and the last word, kind, in a table."""
    out: dict[str, list[tuple[int, int, str]]] = {}
    for line in path.read_text(encoding="utf8").split("\n"):
        if line and not line.startswith("#"):
            sentence, first, last, kind = line.split("\t")
            out.setdefault(sentence, []).append((int(first), int(last), kind))
    return out


def mark_names(s: Sentence, spans: list[tuple[int, int, str]]) -> None:
    """Writes names of the kinds PER, ORG and LOC into a sentence."""
    s.names, s.has_misc = ["O"] * len(s.words), False
    for first, last, kind in spans:
        s.names[first - 1 : last] = ["B-" + kind] + ["I-" + kind] * (last - first)


def merge_names(trees: list[Sentence], names: list[Sentence]) -> None:
    """Writes the names of the same sentences into the trees."""
    if len(trees) != len(names):
        raise ValueError(f"{len(trees)} trees, but {len(names)} sentences with names")
    for tree, name in zip(trees, names):
        if tree.words != name.words:
            raise ValueError(f"other words: {tree.words} and {name.words}")
        tree.names, tree.has_misc = name.names, name.has_misc


class NameLists:
    """Names of the world, from the registers of the project. Forms of a name stand apart by |."""

    # File and column.
    FILES = {
        "PER": [("register/persons.tsv", 1)],
        "ORG": [("register/orgs.tsv", 1)],
        "LOC": [("place/countries.tsv", 0), ("place/cities.tsv", 0), ("place/areas.tsv", 0)],
    }
    MOST = 3000  # rows of a file; the largest cities come first

    def __init__(self, lexicon: Path):
        self._names = {kind: [self._read(lexicon / f, column) for f, column in files] for kind, files in self.FILES.items()}

    def _read(self, path: Path, column: int) -> list[list[str]]:
        rows = [r.split("\t")[column] for r in path.read_text(encoding="utf8").split("\n") if r and not r.startswith("#")]
        forms = [form.replace(",", " ,").split() for row in rows[: self.MOST] for form in row.split("|")]
        return [f for f in forms if f]

    def exchanged(self, s: Sentence, rng: random.Random) -> Sentence:
        """A sentence without a tree, with other names of the same kinds in the places of its names."""
        words: list[str] = []
        names: list[str] = []
        i = 0
        while i < len(s.words):
            end = i + 1
            kind = s.names[i][2:]
            if not s.names[i].startswith("B-") or kind not in self._names:
                words.append(s.words[i])
                names.append(s.names[i])
                i = end
                continue
            while end < len(s.words) and s.names[end] == "I-" + kind:
                end += 1
            new = rng.choice(rng.choice(self._names[kind])) if rng.random() < 0.7 else s.words[i:end]
            words += new
            names += ["B-" + kind] + ["I-" + kind] * (len(new) - 1)
            i = end
        return Sentence(words, names=names, has_misc=s.has_misc)


def training(data: Path) -> list[Sentence]:
    """All that is learned from."""
    ewt = read_trees(data / "ud/ewt/en_ewt-ud-train.conllu")
    spans = read_spans(Path(__file__).with_name("names-ewt.tsv"))
    for s in ewt:
        mark_names(s, spans.get(s.id, []))
    gum = read_trees(data / "ud/gum/en_gum-free-train.conllu")
    merge_names(gum, read_names(data / "ner/gum-free-train.iob2", has_misc=False))
    wikigold = read_names(data / "ner/wikigold.conll")
    wnut = read_names(data / "ner/wnut17-train.conll")
    return ewt + gum + wikigold + wnut


def development(data: Path) -> tuple[dict[str, list[Sentence]], dict[str, list[Sentence]]]:
    """What is measured only: trees, and names."""
    trees = {"EWT": read_trees(data / "ud/ewt/en_ewt-ud-dev.conllu"), "GUM": read_trees(data / "ud/gum/en_gum-free-dev.conllu")}
    names = {"UNER": read_names(data / "ner/uner-ewt-dev.iob2"), "GUM": read_names(data / "ner/gum-free-dev.iob2")}
    return trees, names


def tag_index(sentences: list[Sentence]) -> tuple[list[str], dict[str, int]]:
    """The tags that are frequent enough, and the number that every tag has."""
    count: dict[str, int] = {}
    for s in sentences:
        for tag in s.tags or ():
            count[tag] = count.get(tag, 0) + 1
    best: dict[str, str] = {}
    for tag in sorted(count):
        pos = tag.partition(" ")[0]
        if pos not in best or count[tag] > count[best[pos]]:
            best[pos] = tag
    tags = [t for t in sorted(count) if count[t] >= MIN_TAG or best[t.partition(" ")[0]] == t]
    number = {t: i for i, t in enumerate(tags)}
    return tags, {t: number.get(t, number[best[t.partition(" ")[0]]]) for t in count}
