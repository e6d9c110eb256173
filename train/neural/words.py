"""What the network sees of a word. internal/model does the same, character by character."""

import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path

PREFIXES = (1, 2, 3)
SUFFIXES = (1, 2, 3, 4)
BUCKETS = 16384
MAX_PIECES = 8
MAX_CHARS = 100
SHAPES = 9

_FOLDED = str.maketrans({c: to for chars, to in (("’‘`´", "'"), ("“”„«»", '"'), ("–—‐‑−", "-"), ("…", ".")) for c in chars})
_FIGURES = str.maketrans("123456789", "000000000")


@dataclass(frozen=True)
class Word:
    """A word: its pieces, its key in the list of words, the buckets of its affixes and form, its shape."""

    pieces: tuple[int, ...]
    key: str
    buckets: tuple[int, ...]
    shape: int


def fnv(text: str) -> int:
    """The FNV-1a hash of 32 bits."""
    h = 0x811C9DC5
    for b in text.encode("utf8", "surrogatepass"):
        h = ((h ^ b) * 0x01000193) & 0xFFFFFFFF
    return h


def lower(text: str) -> str:
    """Lower case, one character for each."""
    return "".join(c.lower()[0] for c in text)


def shape(word: str) -> int:
    """Capitals, figures, or neither."""
    uppers = sum(c.isupper() for c in word)
    lowers = sum(c.islower() for c in word)
    digits = sum("0" <= c <= "9" for c in word)
    first = word[:1].isupper()
    if uppers > 1 and lowers == 0:
        return 1
    if first and uppers == 1 and lowers > 0:
        return 2
    if first:
        return 3
    if uppers:
        return 4
    if digits == len(word):
        return 5
    if digits:
        return 6
    return 7 if lowers else 8


class WordPiece:
    """The tokenizer of the encoder that the vectors are from: small letters without accents, the longest piece first."""

    def __init__(self, tokenizer: Path):
        self.vocabulary: dict[str, int] = json.loads(tokenizer.read_text(encoding="utf8"))["model"]["vocab"]
        self.unknown = self.vocabulary["[UNK]"]

    def pieces(self, word: str) -> list[int]:
        text = unicodedata.normalize("NFD", lower(word))
        out: list[int] = []
        part = ""
        for c in text:
            category = unicodedata.category(c)
            if category == "Mn" or category in ("Cc", "Cf"):
                continue
            if category[0] in "PSZ" or c == " ":
                out += self._longest(part)
                part = ""
                if category[0] != "Z":
                    out += self._longest(c)
            else:
                part += c
        out += self._longest(part)
        return out[:MAX_PIECES] or [self.unknown]

    def _longest(self, part: str) -> list[int]:
        if len(part) > MAX_CHARS:
            return [self.unknown]
        out, start = [], 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = self.vocabulary.get(("##" if start else "") + part[start:end])
                if piece is not None:
                    out.append(piece)
                    start = end
                    break
            else:
                return [self.unknown]
        return out


class Words:
    """Looks at words; what was seen of one is kept."""

    def __init__(self, tokenizer: Path):
        self._wordpiece = WordPiece(tokenizer)
        self.vocabulary = self._wordpiece.vocabulary
        self._seen: dict[str, Word] = {}

    def __call__(self, form: str) -> Word:
        word = self._seen.get(form)
        if word is None:
            word = self._seen[form] = self._look(form)
        return word

    def _look(self, form: str) -> Word:
        folded = form.translate(_FOLDED)
        plain = folded.translate(_FIGURES)
        key = lower(plain)
        names = [f"p{k}{key[:k]}" for k in PREFIXES] + [f"s{k}{key[-k:]}" for k in SUFFIXES] + ["w" + plain]
        return Word(
            pieces=tuple(self._wordpiece.pieces(folded)),
            key=key,
            buckets=tuple(fnv(n) % BUCKETS for n in names),
            shape=shape(folded),
        )
