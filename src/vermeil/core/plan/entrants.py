"""Who may race: the names of the labelers, and which of them are a sensible set for some items."""

from collections.abc import Mapping

from vermeil.core.errors import BadInput

LARGEST = 80_000  #: items: beyond, people would wait for a graph longer than it helps
WIDEST = 3_000_000  #: items x classes: beyond, spreading over it takes minutes
MANY, FEW = 256, 64  #: numbers of an item: as encoders make them; and from how few trees find the strong ones
#: The built-in ones, in words.
BUILT_IN: Mapping[str, str] = {
    "kernel": "kernel ridge",
    "graph": "labels spread over the graph of nearest neighbours",
    "blend": "the mean of kernel and graph",
    "logistic": "logistic regression",
    "forest": "a random forest, for items of few numbers",
    "self": "the kernel, taught by its own surest answers too",
    "boosted": "boosted trees",
}
FINETUNED = "finetuned"  #: learns from the images themselves, with PyTorch
OURS = (*BUILT_IN, FINETUNED)
SPREADING = frozenset({"graph", "blend"})  #: those that need a graph


def check(name: str) -> None:
    """BadInput unless there is a labeler of that name."""
    if name not in OURS:
        raise BadInput(f"There is no labeler {name!r}; there are: {', '.join(OURS)}.", about="labelers")


def spreadable(n_items: int, n_classes: int) -> bool:
    """Whether the graph of so many items is made and spread over in reasonable time."""
    return n_items <= LARGEST and n_items * n_classes <= WIDEST


def usual(n_items: int, n_classes: int, n_features: int = MANY) -> tuple[str, ...]:
    """The names of a sensible set for a data set of this size; without `n_features`, of an encoder's items.

    Trees are for tables, whose few numbers each mean something: on what encoders make they hardly ever win.
    """
    spread = ("blend",) if spreadable(n_items, n_classes) else ()
    trees = ("forest",) if n_features <= FEW else ()
    return (*spread, "kernel", "logistic", *trees)
