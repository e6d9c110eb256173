"""A stand-in with the part of Stanza's interface that others.py uses."""

import small

__version__ = "0.1"


class Word:
    def __init__(self, id, text):
        self.id, self.text, self.lemma, self.upos, self.xpos, self.feats = id, text, text.lower(), small.tag(text), None, None
        self.head, self.deprel = id - 1, "dep" if id > 1 else "root"


class Token:
    def __init__(self, text, words):
        self.text, self.words = text, words


class Sentence:
    """"cannot" is a token of two words."""

    def __init__(self, forms):
        self.tokens, n = [], 0
        for form in forms:
            parts = ["can", "not"] if form == "cannot" else [form]
            self.tokens.append(Token(form, [Word(n + i + 1, p) for i, p in enumerate(parts)]))
            n += len(parts)


class Document:
    def __init__(self, text):
        self.sentences = [Sentence(words) for words in small.sentences(text)]


class Pipeline:
    def __init__(self, lang, package, processors, download_method, use_gpu, verbose):
        assert download_method is None and not use_gpu
        if package == "missing":
            raise FileNotFoundError("Resources file not found")
        if package == "broken":
            raise RuntimeError("weights of another version")

    def __call__(self, text):
        return Document(text)

    def bulk_process(self, texts):
        return [Document(t) for t in texts]
