"""What the stand-ins of the other systems know: a sentence ends at a full stop, and every word hangs on the one before it."""

import re


def sentences(text):
    for part in re.findall(r"[^.]*\.|[^.]+", text):
        words = re.findall(r"\w+|[^\w\s]", part)
        if words:
            yield words


def tag(word):
    return "NOUN" if word[0].isalnum() else "PUNCT"
