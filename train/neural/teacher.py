"""The teacher: the encoder whose word pieces the network uses, with the same heads on it. It is too slow for the program."""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from network import DROP, Reader
from words import BUCKETS, SHAPES, Word

HASHED, SHAPE = 128, 32
WIDTH = 384


class Teacher(Reader):
    """Sentences of a batch have the same number of words, but not of pieces."""

    def __init__(self, encoder: Path, known: list[str], tags: list[str], rels: list[str]):
        super().__init__(WIDTH, known, tags, rels)
        config = BertConfig(**json.loads((encoder / "config.json").read_text(encoding="utf8")))
        self.bert = BertModel(config, add_pooling_layer=False)
        left_out = self.bert.load_state_dict(load_file(encoder / "model.safetensors"), strict=False).missing_keys
        if left_out:
            raise ValueError(f"{encoder} lacks {left_out}")
        vocabulary = json.loads((encoder / "tokenizer.json").read_text(encoding="utf8"))["model"]["vocab"]
        self._first, self._last = vocabulary["[CLS]"], vocabulary["[SEP]"]
        self.hashed = nn.EmbeddingBag(BUCKETS, HASHED, mode="sum")
        self.shape = nn.Embedding(SHAPES, SHAPE)
        nn.init.normal_(self.hashed.weight, 0, 0.05)
        self.mixed = nn.Linear(config.hidden_size + HASHED + SHAPE, WIDTH)

    def encode(self, sentences: list[list[Word]]) -> Tensor:
        count = len(sentences[0])
        rows = [[p for w in s for p in w.pieces] for s in sentences]
        length = max(len(r) for r in rows) + 2
        ids = torch.zeros(len(rows), length, dtype=torch.long)
        mask = torch.zeros(len(rows), length)
        share = torch.zeros(len(rows), count, length)  # of each piece in the vector of a word
        for i, (row, words) in enumerate(zip(rows, sentences)):
            ids[i, : len(row) + 2] = torch.tensor([self._first, *row, self._last])
            mask[i, : len(row) + 2] = 1
            at = 1
            for k, w in enumerate(words):
                share[i, k, at : at + len(w.pieces)] = 1 / len(w.pieces)
                at += len(w.pieces)
        h = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        words = [w for s in sentences for w in s]
        sources = [
            share @ h,
            self.hashed(torch.tensor([w.buckets for w in words])).view(len(rows), count, -1),
            self.shape(torch.tensor([w.shape for w in words])).view(len(rows), count, -1),
        ]
        return self._drop(nn.functional.gelu(self.mixed(torch.cat(sources, -1))), DROP)

    def groups(self) -> list[dict]:
        """Those of the encoder change slowly."""
        own = [p for name, p in self.named_parameters() if not name.startswith("bert.")]
        return [{"params": list(self.bert.parameters()), "factor": 0.1}, {"params": own, "factor": 1.0}]
