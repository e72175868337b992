"""What the server tells, as small frozen values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar

Json = dict[str, Any]
Said = Any  # JSON, or what becomes JSON; the caller knows its shape
Settings = Mapping[str, Any] | Any  # a mapping or a dataclass such as vermeil.Target
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that was written, and what its format could not hold: [{"question", "why", "count"}]."""

    bytes: int
    lost: list[Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One data set and the questions about each of its items."""

    id: int
    name: str
    schema: Json = field(default_factory=dict)
    guideline: Json = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)  #: items, duplicates, human, machine, unlabelled
    role: str | None = None
    created_at: str = ""

    @property
    def classes(self) -> list[str]:
        """The class names people choose from, where the first question has some."""
        return list(self.schema.get("questions", [{}])[0].get("classes", []))


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A record that was not taken, and why; `line` counts from 1 over all that was sent, or names a file."""

    line: int | str
    reason: str
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of the records of an import (counts, and the first thousand refusals)."""

    received: int = 0
    added: int = 0
    existing: int = 0
    duplicates: int = 0
    refused_count: int = 0
    refused: tuple[Refused, ...] = ()
    lost: tuple[Json, ...] = ()  #: of labels in another tool's format: [{"question", "why", "count"}]

    def __add__(self, other: "Added") -> "Added":
        """Both together; the other's lines come after this one's."""
        later = (
            replace(one, line=one.line + self.received) if isinstance(one.line, int) else one
            for one in other.refused
        )
        counts = ("received", "added", "existing", "duplicates", "refused_count")
        return Added(
            refused=(*self.refused, *later),
            lost=(*self.lost, *other.lost),
            **{c: getattr(self, c) + getattr(other, c) for c in counts},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One question put to you; answer it with `tasks.answer` before `expires_at`."""

    id: int
    lease: int
    item: Json  #: id, media, and text or media_url
    schema: Json  #: what is asked
    suggestion: Json | None = None
    page: int | None = None  #: of look-alikes with one suggestion: pages show them together
    expires_at: str = ""
    schema_version: int = 1
    guideline_version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A campaign as it stands: its rounds, what it has spent and what it expects to spend."""

    id: int
    state: str  #: running, finished, failed or cancelled
    project_id: int | None = None
    stage: str = ""
    target: Json = field(default_factory=dict)
    prices: Json = field(default_factory=dict)
    caps: Json = field(default_factory=dict)  #: money, people_hours, device_hours, days; null: no cap
    team: Json = field(default_factory=dict)  #: who answers, and how fast
    goal: str = "labels"
    worth: float | None = None
    slice_by: str | None = None
    labelers: list[str] | None = None  #: None: the usual ones
    llm: Json | None = None
    failed: dict[str, str] = field(default_factory=dict)  #: labelers that could not go on, and why
    model: Json | None = None  #: with the goal "model": what its exam has shown
    spent: dict[str, float] = field(default_factory=dict)  #: label, audit, training, calls, ..., total
    used: dict[str, float] = field(default_factory=dict)  #: money, people_hours, device_hours, days
    forecast: Json | None = None
    rounds: list[Json] = field(default_factory=list)
    curve: list[Json] = field(default_factory=list)  #: total cost against the error target, as forecast now
    progress: Json = field(default_factory=dict)
    reason: str | None = None
    certificate_id: int | None = None
    certified: bool = False  #: whether the certificate promises the target

    @property
    def live(self) -> bool:
        """Whether it still works."""
        return self.state == "running"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A forecast: cost against accuracy, before spending."""

    id: int
    state: str  #: ready or computing
    n_items: int = 0
    all_human_cost: float = 0.0
    curve: list[Json] = field(default_factory=list)
    calls: Json | None = None  #: of a language model: {"labeler", "price", "sample", "pool"}
    pilot_needed: Any = None
    sentence: str = ""
    notes: list[str] = field(default_factory=list)  #: which cap binds first, what the forecast cannot know


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """An immutable version of the labelled data set."""

    id: int
    version: int
    counts: Json = field(default_factory=dict)
    certificate_id: int | None = None
    created_at: str = ""
    sha256: str = ""


def known(kind: type[T], body: Mapping[str, Any]) -> T:
    """`body` as a `kind`; fields of a newer server are left aside."""
    names = {f.name for f in fields(kind)}  # type: ignore[arg-type]  # every kind above is a dataclass
    return kind(**{key: value for key, value in body.items() if key in names})


def plain(value: Settings | None) -> Said:
    """A mapping or a dataclass, as JSON."""
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
