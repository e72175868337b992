"""Suggestions for a question about documents, learned from the few that people have answered.

For each field, one of its candidates is right or none is: a conditional logit (McFadden 1974, "Conditional
logit analysis of qualitative choice behavior") over what the document offers, whose weights start where
common sense puts them and are moved by the examples. With no example, what counts is the kind of the field
and its name beside it. Where an answer occurs several times ("TOTAL 9.00", "CASH 9.00") each occurrence may
be the one meant, and the probability of a value is the sum over its occurrences.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vermeil.core.documents.candidates import LINES, Candidate, candidates
from vermeil.core.documents.choice import Choice, chances, fitted
from vermeil.core.documents.spelling import Spellings
from vermeil.core.documents.words import Box, Word
from vermeil.core.tasks.fields import compared

Asked = Mapping[str, Any]  #: a field of the question: {"name", "kind"}
#: What is thought of a candidate before anybody has answered; that there is none is worth nothing then.
BEFORE: Mapping[str, float] = {"named": 3.0, "named above": 1.5, "named only": 1.5, "big": 0.5}
OF_KIND: Mapping[str, Mapping[str, float]] = {
    "text": {"known": 4.0, "row=0": 1.0, "short": -2.0, "digits": -1.0}
    | {f"lines={n}": -0.5 * n for n in range(2, LINES + 1)},
    "date": {"first": 0.5},
    "amount": {"largest": 0.5, "nothing": -1.0},
    "number": {},
}
NONE = {"none": 1.0}


@dataclass(frozen=True, slots=True)
class Example:
    """A document that somebody has answered: its words, and {field: entry} as in the answer."""

    words: Sequence[Word]
    said: Mapping[str, Mapping[str, Any]]

    def text(self, field: str) -> str:
        """What was answered; empty where nothing was."""
        return str(self.said.get(field, {}).get("text", "")).strip()


@dataclass(frozen=True, slots=True)
class Found:
    """What a field seems to say, where that stands, and how probable it is that people would say the same."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Field:
    """What was learned of one field."""

    asked: Asked
    weights: Mapping[str, float]
    spelled: Spellings  #: what was answered
    usual: Mapping[bool, float]  #: of texts, known or not: how often people write them so where they stand

    def read(self, words: Sequence[Word]) -> Found | None:
        """The most probable value; None where it is more probable that there is none."""
        offers = _offers(words, self.asked, self.spelled)
        none, *each = chances(self.weights, [NONE, *(one.features for one in offers)])
        values: dict[Any, list[tuple[float, Candidate]]] = {}
        for chance, one in zip(each, offers, strict=True):
            values.setdefault(_key(one.text, self.asked), []).append((chance, one))
        sure, same = max(
            ((sum(c for c, _ in same), same) for same in values.values()), default=(0.0, []), key=_first
        )
        if sure <= none:
            return None
        _, best = max(same, key=_first)
        return Found(best.text, best.box, sure * self.usual["known" in best.features])


@dataclass(frozen=True, slots=True)
class Finder:
    """What was learned of a question."""

    fields: Sequence[Field]

    def read(self, words: Sequence[Word]) -> dict[str, Found]:
        """The fields that are found in a document."""
        found = {field.asked["name"]: field.read(words) for field in self.fields}
        return {name: one for name, one in found.items() if one is not None}


def learn(question: Mapping[str, Any], examples: Sequence[Example]) -> Finder:
    """What `examples` teach of each field of a question of the type `fields`; without any, its name tells."""
    return Finder([_learned(asked, examples) for asked in question.get("fields", [])])


def _learned(asked: Asked, examples: Sequence[Example]) -> Field:
    answers = [example.text(asked["name"]) for example in examples]
    choices, found = [], []
    for place, (example, answer) in enumerate(zip(examples, answers, strict=True)):
        # What the others said: that a document's own answer is known would teach nothing.
        others = Spellings.of(answers[:place] + answers[place + 1 :])
        offers = _offers(example.words, asked, others)
        right = _right(offers, answer, example.said.get(asked["name"], {}).get("box"), asked)
        choices.append(Choice([NONE, *(one.features for one in offers)], [not any(right), *right]))
        found += [(one, answer) for one, fits in zip(offers, right, strict=True) if fits][:1]
    usual = {known: _usual(found, asked, known=known) for known in (True, False)}
    return Field(
        asked, fitted(choices, {**BEFORE, **OF_KIND[asked.get("kind", "text")]}), Spellings.of(answers), usual
    )


def _usual(found: Sequence[tuple[Candidate, str]], asked: Asked, *, known: bool) -> float:
    """The share of texts that were answered as they were offered, with one more of each to begin with."""
    if not _is_text(asked):
        return 1.0
    so: list[bool] = [
        _key(one.text, asked) == _key(said, asked)
        for one, said in found
        if ("known" in one.features) == known
    ]
    return (sum(so) + 1) / (len(so) + 2)


def _offers(words: Sequence[Word], asked: Asked, spelled: Spellings) -> list[Candidate]:
    """The candidates; a text that people wrote before, as they wrote it."""
    offers = candidates(words, asked)
    if not _is_text(asked):
        return offers
    known = [spelled.like(one.text) for one in offers]
    return [
        one if like is None else Candidate(like[0], one.box, {**one.features, "known": like[1]})
        for one, like in zip(offers, known, strict=True)
    ]


def _right(offers: Sequence[Candidate], answer: str, box: Sequence[float] | None, asked: Asked) -> list[bool]:
    """Which candidates are what was answered; where people showed the place, only those that are there."""
    if not answer:
        return [False] * len(offers)
    if _is_text(asked):
        meant = Spellings.of([answer])
        near = [(meant.like(one.text) or ("", 0.0))[1] for one in offers]
        right = [one > 0 and one == max(near) for one in near]
    else:
        right = [_key(one.text, asked) == _key(answer, asked) for one in offers]
    shown = [
        fits and box is not None and _meet(one.box, box) for fits, one in zip(right, offers, strict=True)
    ]
    return shown if any(shown) else right


def _meet(one: Box, other: Sequence[float]) -> bool:
    """Whether the middle of the first box is in the second."""
    across, down = one[1] + one[3] / 2, one[2] + one[4] / 2
    page, x, y, w, h = other
    return one[0] == page and x <= across <= x + w and y <= down <= y + h


def _key(text: str, asked: Asked) -> Any:  # noqa: ANN401 - a text, a date or a number
    return compared(text, asked.get("kind", "text"))


def _is_text(asked: Asked) -> bool:
    return str(asked.get("kind", "text")) == "text"


def _first(pair: tuple[float, Any]) -> float:
    return pair[0]
