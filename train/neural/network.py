"""The network: words as vectors, two recurrent layers, and on them tags, trees and names."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

import corpus
from words import BUCKETS, SHAPES, Word

STATIC, KNOWN, HASHED, SHAPE = 128, 64, 64, 16
HIDDEN, LAYERS = 224, 2
ARC, REL, NAME = 160, 64, 64
SLOPE = 0.1

DROP_WORD = 0.2  # a known word is taken for an unknown one
DROP_SOURCE = 0.1  # one of the vectors of a word is missing
DROP_INPUT, DROP = 0.15, 0.3


class Reader(nn.Module):
    """What is read off the vectors of the words of a sentence: tags, tree and names. `encode` makes the vectors."""

    def __init__(self, width: int, known: list[str], tags: list[str], rels: list[str]):
        super().__init__()
        self.known, self.tags, self.rels = known, tags, rels
        self._number = {w: i + 1 for i, w in enumerate(known)}
        self.root = nn.Parameter(torch.randn(width) * 0.1)
        self.arc_dep, self.arc_head = nn.Linear(width, ARC), nn.Linear(width, ARC)
        self.rel_dep, self.rel_head = nn.Linear(width, REL), nn.Linear(width, REL)
        self.arc = nn.Linear(ARC, ARC)
        self.rel = nn.Parameter(torch.zeros(len(rels), REL + 1, REL + 1))  # relation, dependent, head
        self.tag = nn.Linear(width, len(tags))
        self.name_hidden = nn.Linear(width, NAME)
        self.name = nn.Linear(3 * NAME, len(corpus.NAMES))
        nn.init.zeros_(self.arc.weight)

    def encode(self, sentences: list[list[Word]]) -> Tensor:
        """The vectors of the words in their sentences. All sentences have the same number of words."""
        raise NotImplementedError

    def groups(self) -> list[dict]:
        """The weights for the optimizer, with a factor for the rate."""
        return [{"params": [p for p in self.parameters() if p.requires_grad], "factor": 1.0}]

    def _drop(self, x: Tensor, p: float) -> Tensor:
        """Leaves out dimensions, the same ones for all words of a sentence."""
        if not self.training:
            return x
        return x * (torch.rand(x.shape[0], 1, x.shape[2]) > p).float() / (1 - p)

    def arcs(self, h: Tensor) -> Tensor:
        """Scores of the heads (the root is the first) of each word."""
        heads = torch.cat([self.root.expand(h.shape[0], 1, -1), h], 1)
        dep, head = self._act(self.arc_dep(h)), self._act(self.arc_head(heads))
        return self.arc(dep) @ head.transpose(1, 2)

    def relations(self, h: Tensor, heads: Tensor) -> Tensor:
        """Scores of the relations of each word to the given heads."""
        all_heads = torch.cat([self.root.expand(h.shape[0], 1, -1), h], 1)
        dep, head = self._act(self.rel_dep(h)), self._act(self.rel_head(all_heads))
        head = torch.gather(head, 1, heads.unsqueeze(-1).expand(-1, -1, REL))
        dep, head = (F.pad(v.flatten(0, 1), (0, 1), value=1.0) for v in (dep, head))
        n = len(self.rels)
        z = (dep @ self.rel.permute(1, 0, 2).reshape(REL + 1, n * (REL + 1))).view(-1, n, REL + 1)
        return torch.bmm(z, head.unsqueeze(-1)).view(*heads.shape, n)

    def _act(self, x: Tensor) -> Tensor:
        return self._drop(F.leaky_relu(x, SLOPE), DROP)

    def names(self, h: Tensor) -> Tensor:
        """Scores of the name tags, from each word and its neighbours."""
        z = F.pad(F.relu(self.name_hidden(h)), (0, 0, 1, 1))
        return self.name(self._drop(torch.cat([z[:, :-2], z[:, 1:-1], z[:, 2:]], -1), DROP))


class Network(Reader):
    """The network of the program. All sentences of a batch have the same length, so nothing is padded."""

    def __init__(self, vectors: Tensor, known: list[str], tags: list[str], rels: list[str]):
        super().__init__(2 * HIDDEN, known, tags, rels)
        self.static = nn.EmbeddingBag.from_pretrained(vectors, mode="mean", freeze=True)
        self.word = nn.Embedding(len(known) + 1, KNOWN)
        self.hashed = nn.EmbeddingBag(BUCKETS, HASHED, mode="sum")
        self.shape = nn.Embedding(SHAPES, SHAPE)
        for table in (self.word, self.hashed):
            nn.init.normal_(table.weight, 0, 0.1)
        width = STATIC + KNOWN + HASHED + SHAPE
        self.lstm = nn.ModuleList(
            nn.LSTM(width if i == 0 else 2 * HIDDEN, HIDDEN, batch_first=True, bidirectional=True) for i in range(LAYERS)
        )

    def encode(self, sentences: list[list[Word]]) -> Tensor:
        """The vectors of the words in their sentences."""
        x = self._drop(self._embed(sentences), DROP_INPUT)
        for layer in self.lstm:
            x = self._drop(layer(x)[0], DROP)
        return x

    def _embed(self, sentences: list[list[Word]]) -> Tensor:
        words = [w for s in sentences for w in s]
        pieces, starts = [], []
        for w in words:
            starts.append(len(pieces))
            pieces += w.pieces
        number = torch.tensor([self._number.get(w.key, 0) for w in words])
        if self.training:
            number *= torch.rand(len(words)) > DROP_WORD
        sources = [
            self.static(torch.tensor(pieces), torch.tensor(starts)),
            self.word(number),
            self.hashed(torch.tensor([w.buckets for w in words])),
        ]
        if self.training:
            kept = (torch.rand(3, len(words), 1) > DROP_SOURCE).float()
            scale = 3 / kept.sum(0).clamp(min=1)
            sources = [s * k * scale for s, k in zip(sources, kept)]
        sources.append(self.shape(torch.tensor([w.shape for w in words])))
        return torch.cat(sources, -1).view(len(sentences), len(sentences[0]), -1)
