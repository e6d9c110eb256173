"""Measures another system on the texts of a task, in a process of its own.

    python3 others.py TASK.json

The task and the answer are those of task.go. Nothing is fetched: a system that is not installed, or whose model is not
there, is an answer and no error.
"""

import importlib.metadata
import json
import os
import sys
import time


class NoModel(Exception):
    """The system is installed, its model is not there."""


def version(distribution, module):
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return str(getattr(module, "__version__", ""))


class Stanza:
    module = "stanza"

    def __init__(self, package, threads):
        import stanza

        self.version = version("stanza", stanza)
        self.model = "en " + package
        if threads:
            import torch

            torch.set_num_threads(threads)
        # The names of Stanza are a step of their own, which is left out.
        try:
            self.pipeline = stanza.Pipeline(
                "en", package=package, processors="tokenize,mwt,pos,lemma,depparse", download_method=None, use_gpu=False, verbose=False
            )
        except Exception as e:  # its own errors for a missing file have several names
            if isinstance(e, OSError) or "NotFound" in type(e).__name__:
                raise NoModel(str(e)) from e
            raise

    def read(self, texts):
        return self.pipeline.bulk_process(texts)

    def conllu(self, text):
        for sentence in self.pipeline(text).sentences:
            yield [
                (t.text, [(w.text, w.lemma, w.upos, w.xpos, w.feats, w.head, w.deprel) for w in t.words])
                for t in sentence.tokens
            ]


class Spacy:
    module = "spacy"

    def __init__(self, name, threads):
        import spacy

        self.version = version("spacy", spacy)
        try:
            self.nlp = spacy.load(name, exclude=["ner"])
        except OSError as e:
            raise NoModel(str(e)) from e
        meta = self.nlp.meta
        self.model = "{}_{} {}".format(meta["lang"], meta["name"], meta["version"])
        if threads and "torch" in sys.modules:
            sys.modules["torch"].set_num_threads(threads)

    def read(self, texts):
        return list(self.nlp.pipe(p for text in texts for p in paragraphs(text)))

    def conllu(self, text):
        for doc in self.nlp.pipe(paragraphs(text)):
            for sentence in doc.sents:
                words = [t for t in sentence if not t.is_space]
                if words:  # the tree is of another scheme: it is not written
                    yield [(t.text, [(t.text, "_", t.pos_, t.tag_, "_", min(1, i), "dep" if i else "root")]) for i, t in enumerate(words)]


def paragraphs(text):
    """spaCy does not know that a blank line ends a sentence."""
    return [p.strip() for p in text.split("\n\n") if p.strip()]


class UDPipe:
    module = "ufal.udpipe"

    def __init__(self, file, threads):
        import ufal.udpipe as udpipe

        self.version = version("ufal.udpipe", udpipe)
        if not file:
            raise NoModel("name its file with --udpipe-model")
        model = udpipe.Model.load(file) if os.path.exists(file) else None
        if model is None:
            raise NoModel("%s is no model of UDPipe" % file if os.path.exists(file) else "there is no file %s" % file)
        self.model = os.path.basename(file)
        self.loaded = model
        self.udpipe = udpipe
        self.pipeline = udpipe.Pipeline(model, "tokenizer", udpipe.Pipeline.DEFAULT, udpipe.Pipeline.DEFAULT, "conllu")

    def process(self, text):
        error = self.udpipe.ProcessingError()
        out = self.pipeline.process(text, error)
        if error.occurred():
            raise RuntimeError(error.message)
        return out

    def read(self, texts):
        return [self.process(text) for text in texts]


SYSTEMS = {"stanza": Stanza, "spacy": Spacy, "udpipe": UDPipe}


def rounds(articles, words, seconds, read):
    """As in work.go."""
    one = 0.0
    for _ in range(2):
        start = time.perf_counter()
        read(articles[:1])
        one = time.perf_counter() - start
    want = seconds / 3 * max(1, words[0]) / max(one, 1e-6)
    rates, at, total = [], 0, 0.0
    while len(rates) < 3 or total < seconds:
        batch, n = [], 0
        while len(batch) < len(articles) and (not batch or n < want):
            batch.append(articles[at])
            n += words[at]
            at = (at + 1) % len(articles)
        start = time.perf_counter()
        read(batch)
        took = time.perf_counter() - start
        total += took
        rates.append(n / max(took, 1e-9))
    return rates


def write(system, text, file):
    with open(file, "w", encoding="utf-8", newline="\n") as out:
        if isinstance(system, UDPipe):
            out.write(system.process(text))
            return
        for sentence in system.conllu(text):
            at = 0
            for form, words in sentence:
                if len(words) > 1:
                    print("%d-%d" % (at + 1, at + len(words)), column(form), *"_" * 8, sep="\t", file=out)
                for word in words:
                    at += 1
                    form, lemma, upos, xpos, feats, head, rel = word
                    print(at, column(form), column(lemma), column(upos), column(xpos), column(feats), head, column(rel), "_", "_", sep="\t", file=out)
            print(file=out)


def column(value):
    return " ".join(str(value or "_").split())


def work(task):
    kind = SYSTEMS[task["system"]]
    start = time.perf_counter()
    try:
        system = kind(task["model"], task["threads"])
    except NoModel as e:
        return {"status": "no model", "reason": str(e)}
    except ModuleNotFoundError as e:
        if kind.module == e.name or kind.module.startswith(str(e.name) + "."):
            return {"status": "not installed", "reason": "no module " + kind.module}
        raise
    answer = {"status": "measured", "version": system.version, "model": system.model, "load": time.perf_counter() - start}
    if task["gold"]:
        write(system, task["gold"], task["conllu"])
    elif task["articles"]:
        answer["rates"] = rounds(task["articles"], task["words"], task["seconds"], system.read)
    return answer


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        task = json.load(f)
    answer = work(task)
    with open(task["answer"], "w", encoding="utf-8") as f:
        json.dump(answer, f)


if __name__ == "__main__":
    main()
