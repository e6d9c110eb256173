"""A stand-in with the part of spaCy's interface that others.py uses. Its tokens have one of white space among them."""

import small

__version__ = "0.2"


class Token:
    def __init__(self, text):
        self.text, self.is_space = text, text.isspace()
        self.pos_, self.tag_ = ("SPACE", "_SP") if self.is_space else (small.tag(text), "X")


class Doc:
    def __init__(self, text):
        self.sents = [[Token(w) for w in words] + [Token("\n")] for words in small.sentences(text)]


class Language:
    meta = {"lang": "en", "name": "small", "version": "3"}

    def pipe(self, texts):
        return (Doc(t) for t in texts)


def load(name, exclude):
    assert exclude == ["ner"]
    if name == "missing":
        raise OSError("[E050] Can't find model 'missing'")
    return Language()
