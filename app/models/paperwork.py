"""Teaches the pipeline of `extract.kind.paperwork`: kind and language of a page, what a sentence answers, the values that it names."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import spacy
from rich.console import Console
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from thinc.api import Adam, fix_random_seed

from app.models.lessons import Lesson, compose, foreign, of_paper
from app.models.papers import Known, stationery_names
from app.models.sentences import Sentence, answer, running_text, seeded
from domain.paper import Kind
from extract.kind.kinds import LANGUAGES
from extract.kind.paperwork import SHIPPED, UNKNOWN, Paperwork, cut, open_paperwork, page_words, plain_word, seen_words
from extract.opening.pages import read_pages
from extract.page.layout import lay_out

SEED = 20260701
EACH = 10
"""Papers of each genre on each stationery."""
UNSEEN = 400
ANSWERS = ("accepted", "changed", "rejected", "open", "none")
LESSONS = 9_000
"""Papers put together for kind and language, of which so many in languages that are none of ours; drawn papers come beside them."""
FOREIGN = 700
DRAWN = 3_000
SENTENCES = 16_000
TEXTS = 12_000
BATCH = 32


def _cnn(width: int, rows: int, windows: int) -> dict[str, Any]:
    return {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": width,
        "depth": windows,
        "embed_size": rows,
        "window_size": 1,
        "maxout_pieces": 2,
        "subword_features": True,
    }


def _classifier(words: int, slots: int) -> dict[str, Any]:
    """A linear one over runs of up to so many words; on papers of unseen suppliers it beats a small neural network."""
    model = {
        "@architectures": "spacy.TextCatBOW.v3",
        "exclusive_classes": True,
        "ngram_size": words,
        "no_output_layer": False,
        "length": slots,
    }
    return {"model": model}


def _finder(width: int, rows: int) -> dict[str, Any]:
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 48,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": _cnn(width, rows, 3),
    }
    return {"model": model}


def make(_kept: Path | None, workers: int, console: Console) -> None:
    """Draws papers, teaches the pipeline, says how it does on what it has not seen, and writes it."""
    write(teach(draw_lessons(stationery_names(), workers), SEED), SHIPPED)
    for line in _said(open_paperwork(SHIPPED)):
        console.print(line)


def write(nlp: Language, folder: Path) -> None:
    """Writes the pipeline for `extract.kind.paperwork.open_paperwork`."""
    shutil.rmtree(folder, ignore_errors=True)
    nlp.to_disk(folder, exclude=["vocab"])


def _said(paperwork: Paperwork) -> list[str]:
    """How the pipeline does on papers and sentences put together by another chance."""
    random = seeded("seen by nobody")
    lessons = [compose(random) for _ in range(UNSEEN)]
    kinds = [_best(paperwork.kinds(lesson.words)) == lesson.kind for lesson in lessons]
    languages = [_best(paperwork.languages(lesson.words)) == lesson.language for lesson in lessons]
    answers = [_best(paperwork.answers(words)) == meaning for words, meaning in (answer(random) for _ in range(UNSEEN))]
    texts = [running_text(random) for _ in range(UNSEEN)]
    found = [{(one.name, one.start, one.end) for one in paperwork.entities(text.words)} for text in texts]
    right = sum(len(one & set(text.values)) for one, text in zip(found, texts, strict=True))
    said, there = sum(map(len, found)), sum(len(text.values) for text in texts)
    shares = {"kinds": kinds, "languages": languages, "answers": answers}
    return [
        *(f"{name} of composed papers: {sum(each) / len(each):.1%} right" for name, each in shares.items()),
        f"values in running text: {right / max(1, said):.1%} of those found are right, {right / max(1, there):.1%} of all are found",
    ]


def _best(shares: Mapping[Any, float]) -> Any:
    return max(shares, key=lambda name: shares[name])


def lessons_of(papers: Sequence[Known]) -> list[Lesson]:
    """The first pages of drawn papers."""
    found = []
    for paper in papers:
        if paper.pages and paper.pages[0].words:
            language = (paper.truth.lang or "")[:2]
            language = {"us": "en"}.get(language, language)
            words = tuple(page_words(lay_out(paper.pages[:1])))
            if language in LANGUAGES and words:
                found.append(Lesson(words, Kind(str(paper.truth.truth["kind"])), language))
    return found


def draw_lessons(layouts: Sequence[str], workers: int) -> list[Lesson]:
    """First pages of those stationeries, as many of every genre that a stationery has: an invoice differs from a confirmation by little."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return [lesson for lessons in pool.map(_drawn, layouts) for lesson in lessons]


def _drawn(layout: str) -> list[Lesson]:
    draw, wish = resolve_name("fixtures.draw:draw_sample"), resolve_name("fixtures.draw:Wish")
    found = []
    for genre in resolve_name("fixtures.stationery:stationeries")()[layout].draws:
        for at in range(EACH):
            sample = draw(wish(f"lesson/{layout}/{genre}/{at}", genre, layout), set())
            words = page_words(lay_out(read_pages(sample.content, None, LANGUAGES)[:1]))
            found.append(Lesson(tuple(words), Kind(sample.truth["kind"]), sample.supplier.locale[:2]))
    return found


def train(papers: Sequence[Known], seed: int) -> Language:
    """The pipeline, taught on those papers and on what `lessons` puts together; the same papers and seed give the same pipeline."""
    return teach(lessons_of(papers), seed)


def teach(drawn: Sequence[Lesson], seed: int) -> Language:
    """The pipeline, taught on those first pages and on what `lessons` puts together."""
    random = seeded(f"pages/{seed}")
    composed = [compose(random) for _ in range(LESSONS)] + [foreign(random) for _ in range(FOREIGN)]
    whole = classifiers(composed, drawn, seed)
    parts = {
        "answer": _taught("textcat", "answer", _classifier(2, 2**15), ANSWERS, _answers(seed), seed),
        "entities": _taught("ner", "entities", _finder(48, 2000), (), _texts(seed), seed),
    }
    for name, part in parts.items():
        whole.add_pipe(name, source=part)
    return whole


def classifiers(composed: Sequence[Lesson], drawn: Sequence[Lesson], seed: int) -> Language:
    """The parts that tell kind and language."""
    random = seeded(f"drawn/{seed}")
    lessons = list(composed)
    for kind in Kind:
        of_kind = [lesson for lesson in drawn if lesson.kind is kind]
        lessons += [
            of_paper(random, one.words, one.kind, one.language) for one in random.choices(of_kind, k=DRAWN // len(Kind) if of_kind else 0)
        ]
    random.shuffle(lessons)
    languages = (*LANGUAGES, UNKNOWN)
    ours = [lesson for lesson in lessons if lesson.language != UNKNOWN]
    whole = spacy.blank("xx")
    for name, part in {
        "kind": _taught("textcat", "kind", _classifier(1, 2**16), tuple(Kind), _pages(ours, tuple(Kind), lambda one: one.kind), seed),
        "language": _taught(
            "textcat", "language", _classifier(1, 2**15), languages, _pages(lessons, languages, lambda one: one.language), seed
        ),
    }.items():
        whole.add_pipe(name, source=part)
    return whole


Makes = Callable[[Language], Iterator[Example]]


def _taught(factory: str, name: str, config: dict[str, Any], labels: Sequence[str], examples: Makes, seed: int) -> Language:
    """A pipeline of one part."""
    fix_random_seed(seed)
    nlp = spacy.blank("xx")
    pipe: Any = nlp.add_pipe(factory, name=name, config=config)
    for label in labels:
        pipe.add_label(str(label))
    taught = list(examples(nlp))
    nlp.initialize(lambda: taught[:200] if labels else taught[:2000])
    rate = 0.005 if labels else 0.002
    optimizer = Adam(rate, L2=0.0, grad_clip=1.0)
    batches = [taught[start : start + BATCH] for start in range(0, len(taught), BATCH)]
    for at, batch in enumerate(batches):
        optimizer.learn_rate = rate * (1 - at / len(batches))
        nlp.update(batch, sgd=optimizer, drop=0.1)
    return nlp


def _pages(lessons: Sequence[Lesson], labels: Sequence[str], of: Callable[[Lesson], str]) -> Makes:
    def make(nlp: Language) -> Iterator[Example]:
        for lesson in lessons:
            if words := seen_words(lesson.words):
                yield _labelled(nlp, words, labels, of(lesson))

    return make


def _answers(seed: int) -> Makes:
    def make(nlp: Language) -> Iterator[Example]:
        random = seeded(f"answers/{seed}")
        for _ in range(SENTENCES):
            words, meaning = answer(random)
            plain = [word for part in words if (word := plain_word(part))]
            if plain:
                yield _labelled(nlp, plain, ANSWERS, meaning)

    return make


def _texts(seed: int) -> Makes:
    def make(nlp: Language) -> Iterator[Example]:
        random = seeded(f"texts/{seed}")
        for _ in range(TEXTS):
            if example := _named(nlp, running_text(random)):
                yield example

    return make


def _labelled(nlp: Language, words: Sequence[str], labels: Sequence[str], right: str) -> Example:
    doc = Doc(nlp.vocab, words=list(words))
    return Example.from_dict(doc, {"cats": {str(label): float(label == right) for label in labels}})


def _named(nlp: Language, text: Sentence) -> Example | None:
    pieces = cut(text.words)
    if not pieces:
        return None
    words = [piece for piece, _ in pieces]
    reference = Doc(nlp.vocab, words=words)
    spans = []
    for name, start, end in text.values:
        own = [at for at, (piece, word) in enumerate(pieces) if start <= word < end]
        while own and not any(char.isalnum() or char in "€$£" for char in words[own[0]]):
            own.pop(0)
        while own and not any(char.isalnum() or char in "€$£" for char in words[own[-1]]):
            own.pop()
        if own:
            spans.append(Span(reference, own[0], own[-1] + 1, label=name))
    reference.set_ents(spans)
    return Example(Doc(nlp.vocab, words=words), reference)
