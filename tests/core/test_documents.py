"""Suggestions for documents: what could be meant, and what few examples teach."""

from typing import Any

import pytest

from vermeil.core.documents import finder
from vermeil.core.documents.candidates import candidates, shape
from vermeil.core.documents.choice import Choice, chances, fitted
from vermeil.core.documents.spelling import Spellings
from vermeil.core.documents.words import Word, around, rows

BILL = {
    "fields": [
        {"name": "shop"},
        {"name": "date", "kind": "date"},
        {"name": "total", "kind": "amount"},
        {"name": "guests", "kind": "number"},
    ]
}


def page(*lines: tuple[str, ...]) -> list[Word]:
    """Lines under one another, their parts side by side."""
    return [
        Word(text, 0, 0.1 + 0.3 * place, 0.05 * row, 0.25, 0.03)
        for row, line in enumerate(lines)
        for place, text in enumerate(line)
    ]


def bill(shop: str, date: str, total: str, paid: str = "50.00") -> list[Word]:
    """A receipt whose total has a name of its own: what is to pay."""
    return page(
        ("WELCOME",),
        (shop,),
        ("12 High Street",),
        ("Day", date),
        ("Table 4", "Guests: 3"),
        ("Soup", "3.20"),
        ("Due", total),
        ("Given", paid),
        ("Come again",),
    )


def example(shop: str, date: str, total: str, **more: Any) -> finder.Example:
    said = {"shop": {"text": shop}, "date": {"text": date}, "total": {"text": total}} | more
    return finder.Example(bill(shop, date, total), said)


SHOPS = ("Corner Shop", "The Old Mill", "Green Grocer", "Harbour Inn", "Blue Door", "Red Lion")
EXAMPLES = [example(shop, f"0{n + 1}/03/2024", f"{n + 4}.10") for n, shop in enumerate(SHOPS)]


def test_words_are_read_line_by_line() -> None:
    words = page(("one", "two"), ("three",))
    slanted = Word("four", 0, 0.4, 0.05 + 0.01, 0.25, 0.03)
    after = Word("next page", 1, 0.1, 0.0, 0.2, 0.03)
    read = rows([after, slanted, *reversed(words)])
    assert [[one.text for one in row] for row in read] == [["one", "two"], ["three", "four"], ["next page"]]
    assert around(words) == pytest.approx((0, 0.1, 0.0, 0.55, 0.08))


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("date", "on 12/03/2024 8:01 PM", ["12/03/2024"]),
        ("date", "12 MAR 2018, 15/APR/2017", ["12 MAR 2018", "15/APR/2017"]),
        ("date", "March 1, 2024 and 2024-03-01", ["March 1, 2024", "2024-03-01"]),
        ("date", "99/99/2024 07-355 2616 12/3-32", []),
        ("amount", "RM1,234.50 (2.25)=RM 37.55", ["1,234.50", "2.25", "37.55"]),
        ("amount", "1.234,50 EUR, -0.02, 8:01:11, 17, 1.2.3", ["1.234,50", "-0.02"]),
        ("number", "7 of 1,200 at 2.5", ["7", "1,200", "2.5"]),
    ],
)
def test_values_are_found_inside_of_texts(kind: str, text: str, found: list[str]) -> None:
    offers = candidates([Word(text, 0, 0.2, 0.1, 0.5, 0.1)], {"name": "it", "kind": kind})
    assert [one.text for one in offers] == found
    for one in offers:
        start = text.index(one.text) / len(text)
        assert one.box == pytest.approx((0, 0.2 + 0.5 * start, 0.1, 0.5 * len(one.text) / len(text), 0.1))


def test_a_text_is_a_piece_a_part_of_it_or_lines_together() -> None:
    words = page(("Bill to: Smith (12-X)",), ("12 High Street",), ("Derby",))
    texts = {one.text for one in candidates(words, {"name": "it"})}
    assert texts >= {"Bill to: Smith (12-X)", "Smith (12-X)", "Bill to: Smith", "12 High Street Derby"}


def test_lines_far_apart_are_not_one_text() -> None:
    words = [Word("above", 0, 0.1, 0.1, 0.2, 0.02), Word("below", 0, 0.1, 0.5, 0.2, 0.02)]
    assert [one.text for one in candidates(words, {"name": "it"})] == ["above", "below"]


def test_shapes() -> None:
    assert shape("12 MAR 2018") == "00 a 0000"


def test_without_examples_the_name_beside_it_tells() -> None:
    found = finder.learn(BILL, []).read(bill("Corner Shop", "01/03/2024", "9.10"))
    assert found["guests"].text == "3"
    assert found["date"].text == "01/03/2024"
    total = finder.learn(BILL, []).read(page(("Total", "9.10"), ("Cash", "50.00")))["total"]
    assert (total.text, total.box) == ("9.10", pytest.approx((0, 0.4, 0.0, 0.25, 0.03)))
    unnamed = finder.learn(BILL, []).read(page(("Due", "9.10"), ("Given", "50.00")))["total"]
    assert unnamed.confidence < 0.5
    assert total.confidence > 0.9


def test_a_few_examples_teach_what_a_field_is_called() -> None:
    fresh = bill("Silver Spoon", "24/12/2023", "17.40")
    assert finder.learn(BILL, []).read(fresh)["total"].text == "50.00"  # the largest
    found = finder.learn(BILL, EXAMPLES[:5]).read(fresh)
    assert {name: one.text for name, one in found.items() if name != "guests"} == {
        "shop": "Silver Spoon",
        "date": "24/12/2023",
        "total": "17.40",
    }
    assert found["total"].box[2] == pytest.approx(0.05 * 6)


def test_more_examples_make_it_surer() -> None:
    fresh = bill("Silver Spoon", "24/12/2023", "17.40")
    sure = [finder.learn(BILL, EXAMPLES[:n]).read(fresh)["total"].confidence for n in (1, 3, 6)]
    assert sure == sorted(sure)
    assert 0 < sure[0] < sure[-1] < 1


def test_what_people_leave_out_is_learned_too() -> None:
    assert "guests" in finder.learn(BILL, []).read(EXAMPLES[0].words)
    assert "guests" not in finder.learn(BILL, EXAMPLES).read(EXAMPLES[0].words)


def test_a_known_text_is_suggested_as_people_wrote_it() -> None:
    misread = bill("HARB0UR 1NN", "24/12/2023", "17.40")
    again = bill("HARBOUR-INN", "24/12/2023", "17.40")
    learned = finder.learn(BILL, EXAMPLES)
    assert learned.read(again)["shop"].text == "Harbour Inn"
    assert learned.read(misread)["shop"].text == "HARB0UR 1NN"  # other digits: another shop


def test_alike_is_not_the_same() -> None:
    known = Spellings.of(["12 High Street, Derby", "Harbour Inn Restaurant"])
    assert known.like("12 HIGH STREET DERBY") == ("12 High Street, Derby", 1.0)
    assert known.like("14 High Street, Derby") is None
    found = known.like("Harbour lnn Restaurant")
    assert found is not None
    assert (found[0], found[1] < 1) == ("Harbour Inn Restaurant", True)
    assert known.like("Station Hotel") is None
    assert Spellings.of([]).like("anything") is None


def test_the_box_of_an_answer_says_which_of_several_was_meant() -> None:
    def twice(first: str, second: str) -> list[Word]:
        return page(("Net", first), ("Rest",), ("Gross", second), ("Rest",))

    def learned(row: int) -> str:
        said = [{"total": {"text": "9.00", "box": [0, 0.4, 0.05 * row, 0.25, 0.03]}}] * 6
        examples = [finder.Example(twice("9.00", "9.00"), one) for one in said]
        return finder.learn(BILL, examples).read(twice("5.00", "7.00"))["total"].text

    assert (learned(0), learned(2)) == ("5.00", "7.00")


def test_an_empty_document_says_nothing() -> None:
    assert finder.learn(BILL, EXAMPLES).read([]) == {}
    assert "total" in finder.learn(BILL, [finder.Example([], {})]).read(EXAMPLES[0].words)


def test_weights_stay_where_they_start_until_something_moves_them() -> None:
    start = {"a": 1.0, "b": -1.0}
    assert fitted([], start) == start
    even = [Choice([{"c": 1.0}, {"c": 1.0}], [True, False])]
    assert fitted(even, start) == pytest.approx({**start, "c": 0.0})
    moved = fitted([Choice([{"a": 1.0}, {"b": 1.0}], [False, True])] * 20, start)
    assert moved["a"] < 0 < moved["b"]
    assert chances(moved, [{"a": 1.0}, {"b": 1.0}])[1] > 0.9


def test_chances_add_up_to_one() -> None:
    each = chances({"a": 800.0}, [{"a": 1.0}, {"a": 0.999}, {}])
    assert sum(each) == pytest.approx(1)
    assert each == sorted(each, reverse=True)
