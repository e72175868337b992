"""`fields`: what does the document say? A value is {"fields": {name: entry}, "lines": [{column: entry}]}.

An entry is {"text"} and, where it was found, "box": [page, x, y, w, h], shares of the page from its upper
left corner; that of a suggestion may have the "confidence" that it is right. A question lists its `fields`
({"name", "kind", "required"}) and the columns of its `lines`; `kind` is text, date, amount or number, and
says how two entries are compared. `checks` tell what should hold of the values together; an entry that fails
one is doubtful, never refused: the paper may be wrong itself.

    {"sum": ["net", "tax"], "is": "total"}      {"luhn": "card"}      {"iban": "account"}

The loss is the share of wrong entries of all that either says, lines matched one to one.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import numpy as np

from vermeil.core.errors import BadInput
from vermeil.core.tasks.form import plain
from vermeil.core.tasks.kind import (
    Kind,
    Question,
    Tally,
    known,
    listed,
    medoid,
    most_said,
    names,
    number,
    paired,
    tallied,
)

KINDS = ("text", "date", "amount", "number")
CENT = Decimal("0.01")
Entry = Mapping[str, Any]
Row = Mapping[str, Entry]
Columns = Sequence[Mapping[str, Any]]


def _ready(question: Question) -> None:
    for part in ("fields", "lines"):
        listed_names = [one.get("name") for one in listed(question.get(part, []), part)]
        if listed_names:
            names({"name": question.get("name"), part: listed_names}, part)
        for one in question.get(part, []):
            known(one.get("kind", "text"), KINDS, "kind of field")
    if not question.get("fields") and not question.get("lines"):
        raise BadInput("A question about a document needs `fields`, or `lines` with their columns.")
    there = [one["name"] for one in question.get("fields", [])]
    for check in listed(question.get("checks", []), "checks"):
        for name in _about(check):
            known(name, there, "field of this question")


def _about(check: Mapping[str, Any]) -> list[str]:
    if "sum" in check and "is" in check:
        return [*check["sum"], check["is"]]
    if found := [check[rule] for rule in ("luhn", "iban") if rule in check]:
        return found
    raise BadInput(f"A check is a `sum` that `is` a field, a `luhn` or an `iban`; there is {dict(check)!r}.")


def _check(value: Any, question: Question) -> None:  # noqa: ANN401 - it comes from outside
    if not isinstance(value, dict) or not isinstance(value.get("fields", {}), dict):
        raise BadInput('The answer must be {"fields": {...}, "lines": [...]}.')
    for part, rows in (
        ("fields", [value.get("fields", {})]),
        ("lines", listed(value.get("lines", []), "lines")),
    ):
        there = [one["name"] for one in question.get(part, [])]
        for row in rows:
            for name, entry in row.items():
                known(name, there, "field of this question")
                _entry(name, entry)


def _entry(name: str, entry: Any) -> None:  # noqa: ANN401 - it comes from outside
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
        raise BadInput(f'The field {name!r} must be {{"text": ...}}.')
    if (sure := entry.get("confidence")) is not None:
        number(sure, f"The confidence of {name!r}", 0.0, 1.0)
    box = entry.get("box")
    if box is None:
        return
    match box:
        case [page, _, _, _, _]:
            number(page, "The page of a box", 0)
        case _:
            raise BadInput(f"The box of {name!r} must be [page, x, y, w, h].")
    for side in box[1:]:
        number(side, f"The box of {name!r}", 0.0, 1.0)


def entered(value: Any) -> Any:  # noqa: ANN401 - a value of this type, or a part of one
    """The value without how sure a machine was of each entry."""
    if isinstance(value, list):
        return [entered(one) for one in value]
    if not isinstance(value, dict):
        return value
    entry = isinstance(value.get("text"), str)
    return {name: entered(part) for name, part in value.items() if not (entry and name == "confidence")}


def doubts(value: Mapping[str, Any], question: Question) -> dict[str, str]:
    """What people should look at: names of fields, and why, in words."""
    said, found = value.get("fields", {}), {}
    for field in question.get("fields", []):
        name, kind = field["name"], field.get("kind", "text")
        text = _written(said.get(name))
        if not text:
            if field.get("required"):
                found[name] = "It is missing."
        elif kind != "text" and compared(text, kind) is None:
            found[name] = f"“{text}” does not read as {'an' if kind == 'amount' else 'a'} {kind}."
    for check in question.get("checks", []):
        found |= {name: why for name, why in _failed(check, said).items() if name not in found}
    return found


def _failed(check: Mapping[str, Any], said: Row) -> dict[str, str]:
    texts = {name: said.get(name, {}).get("text", "") for name in _about(check)}
    if not all(texts.values()):
        return {}
    if "sum" in check:
        parts = [compared(texts[name], "amount") for name in check["sum"]]
        whole = compared(texts[check["is"]], "amount")
        if whole is None or None in parts:
            return {}
        total = sum(part for part in parts if part is not None)
        told = " + ".join(check["sum"])
        words = f"{told} = {total.normalize():,f}, not {whole:,f}."
        return {check["is"]: words} if abs(total - whole) > CENT else {}
    name, holds = (check["luhn"], luhn) if "luhn" in check else (check["iban"], iban)
    return {} if holds(texts[name]) else {name: "Its check digits do not fit."}


def luhn(text: str) -> bool:
    """Whether the digits of a card number pass the test of Luhn (ISO/IEC 7812-1)."""
    digits = [int(one) for one in text if one.isascii() and one.isdigit()]
    doubled = [sum(divmod(2 * one, 10)) for one in digits[-2::-2]]
    return bool(digits) and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def iban(text: str) -> bool:
    """Whether an account number passes the test of ISO 13616: 1 modulo 97."""
    code = re.sub(r"\s", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", code):
        return False
    return int("".join(str(int(one, 36)) for one in code[4:] + code[:4])) % 97 == 1


def compared(text: str, kind: str) -> Any:  # noqa: ANN401 - a text, a date or a number
    """A text as it is compared; None where it does not read as its kind."""
    if kind == "text":
        return plain(text)
    return _date(text) if kind == "date" else _amount(text)


def _amount(text: str) -> Decimal | None:
    """1,234.50 and 1.234,50 and $ 1234.5 are one number: the last sign of two kinds parts the cents."""
    digits = re.sub(r"[^\d.,\-]", "", text)
    whole, last, cents = digits, "", ""
    if found := re.fullmatch(r"(.*)([.,])(\d*)", digits):
        whole, last, cents = found.groups()
    if len(cents) == THOUSAND and not {".", ","} - {last} & set(whole):
        whole, cents = digits, ""  # 1,234: it parts the thousands
    digits = re.sub(r"[.,]", "", whole) + (f".{cents}" if cents else "")
    try:
        return Decimal(digits).normalize()
    except InvalidOperation:
        return None


DAYS, THOUSAND = 31, 3  #: of a month; digits after a sign that parts thousands
CENTURY, SHORT = 2000, 100  #: a year below 100 is one of this century
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _date(text: str) -> np.datetime64 | None:
    """2024-03-01, 01.03.2024, 01/03/2024, 1 March 2024; the day before the month where either could be."""
    parts = re.findall(r"\d+|[a-z]+", text.lower())
    named = [MONTHS.index(one[:3]) + 1 for one in parts if one[:3] in MONTHS]
    match ([int(one) for one in parts if one.isdigit()], named):
        case [day, year, *_], [month, *_]:
            year, day = (day, year) if day > DAYS else (year, day)
        case [year, month, day, *_], [] if year > DAYS:
            pass
        case [day, month, year, *_], []:
            day, month = (month, day) if month > len(MONTHS) else (day, month)
        case _:
            return None
    try:
        return np.datetime64(f"{year + CENTURY if year < SHORT else year:04}-{month:02}-{day:02}")
    except ValueError:
        return None


def _written(entry: Entry | None) -> str:
    return str((entry or {}).get("text", "")).strip()


def _key(entry: Entry | None, kind: str) -> Any:  # noqa: ANN401 - a text, a date or a number
    text = _written(entry)
    return (compared(text, kind) or plain(text)) if text else None


def _wrong(said: Row, true: Row, columns: Columns) -> int:
    """How many entries of a row differ, those that only one of them has included."""
    kinds = {one["name"]: one.get("kind", "text") for one in columns}
    return sum(_key(said.get(name), kinds[name]) != _key(true.get(name), kinds[name]) for name in kinds)


def _either(said: Row, true: Row, columns: Columns) -> int:
    """How many entries of a row at least one of them has."""
    return sum(bool(_written(said.get(c["name"])) or _written(true.get(c["name"]))) for c in columns)


def _beside(said: Any, true: Any, question: Question) -> list[tuple[Row, Row, Columns]]:  # noqa: ANN401 - as checked
    """The fields of both, and their lines so that as few entries as possible differ."""
    fields, columns = question.get("fields", []), question.get("lines", [])
    rows, lines = said.get("lines", []), true.get("lines", [])
    costs = np.array([[_wrong(row, line, columns) for line in lines] for row in rows], float)
    met = paired(costs.reshape(len(rows), len(lines)))
    beside = [(rows[i], lines[j]) for i, j in met]
    beside += [(rows[i], {}) for i in set(range(len(rows))) - {i for i, _ in met}]
    beside += [({}, lines[j]) for j in set(range(len(lines))) - {j for _, j in met}]
    return [(said.get("fields", {}), true.get("fields", {}), fields), *((*pair, columns) for pair in beside)]


def _loss(said: Any, true: Any, question: Question) -> float:  # noqa: ANN401 - as checked
    pairs = _beside(said, true, question)
    either = sum(_either(*pair) for pair in pairs)
    return sum(_wrong(*pair) for pair in pairs) / either if either else 0.0


def _merge(values: Sequence[Any], question: Question) -> dict[str, Any]:
    """Each field as most say it; the lines of whoever agrees best with the others."""
    merged: dict[str, Any] = {"fields": {}}
    for field in question.get("fields", []):
        entries = [value.get("fields", {}).get(field["name"]) for value in values]
        keys = [_key(entry, field.get("kind", "text")) for entry in entries]
        chosen = entries[keys.index(most_said(keys))]
        if _written(chosen):
            merged["fields"][field["name"]] = chosen
    if question.get("lines"):
        only = {**question, "fields": []}
        merged["lines"] = medoid(values, lambda one, other: _loss(one, other, only)).get("lines", [])
    return merged


def _tally(said: Any, true: Any, question: Question) -> dict[str, Tally]:  # noqa: ANN401 - as checked
    """Of each field, and of each column of the lines."""
    named, meant, both = [], [], []
    for one, other, columns in _beside(said, true, question):
        for column in columns:
            name, kind = column["name"], column.get("kind", "text")
            keys = [_key(row.get(name), kind) for row in (one, other)]
            named += [name] * (keys[0] is not None)
            meant += [name] * (keys[1] is not None)
            both += [name] * (keys[0] is not None and keys[0] == keys[1])
    return tallied(named, meant, both)


FIELDS = Kind(_ready, _check, _loss, _merge, tally=_tally)
