"""Plans and campaigns."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from vermeil.server.schemas.base import MAX_ID, WHOLE, Amount, Name, Received, Time, Told
from vermeil.server.schemas.race import Calls, Racers

Money = dict[str, float]


Share = Annotated[float, Field(gt=0, lt=0.5, allow_inf_nan=False)]
Errors = Share | Annotated[dict[Name, Share], Field(max_length=1000)]


class Target(Received):
    """At most `error` wrong, sure with `confidence`; of single classes or slices as well, if so wanted."""

    error: Share = Field(default=0.05, examples=[0.05])
    confidence: float = Field(default=0.95, ge=0.5, lt=1, allow_inf_nan=False, examples=[0.95])
    classes: Errors = Field(
        default={},
        description="At most this share of the items that end with a class is wrong, by its name; "
        "or one number for every class",
        examples=[{"crack": 0.1}],
    )
    slices: Errors = Field(default={}, description="The same for slices; see `slice_by`", examples=[0.1])
    tolerance: float = Field(
        default=0,
        ge=0,
        lt=1,
        allow_inf_nan=False,
        description="Of questions whose answers can be near: an item is wrong whose loss is larger than this",
        examples=[0.2],
    )


class Prices(Received):
    """What one of each costs, in units of `currency`.

    Each suggestion that is looked at costs `verify`; who refuses them all is paid a label on top.
    """

    label: Amount = Field(default=0.04, gt=0, description="One label by a person")
    verify: Amount | None = Field(
        default=None,
        description="Confirming what the machine thinks: where that is cheaper than a label, people see it. "
        "Left out: as a label, so that everybody labels blindly",
    )
    grid: Amount | None = Field(
        default=None,
        description="Confirming one item of a page of up to 60 look-alikes. Left out: there are no pages",
    )
    expert: Annotated[Amount, Field(gt=0)] | None = Field(
        default=None,
        description="One answer of an expert: their word is the truth then, the certificate is about it, and "
        "what all others say is audited by them. Left out: what people say blindly is the truth",
    )
    device_hour: Amount = Field(default=1.0, description="One hour of computing")
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = Field(
        default="USD", examples=["USD"]
    )


class Caps(Received):
    """Never more than this; null: no cap. What the caps do not reach stays without a label."""

    money: Amount | None = Field(default=None, description="In the currency of the prices")
    people_hours: Amount | None = Field(default=None, description="Of people, answering")
    device_hours: Amount | None = Field(default=None, description="Of computing")
    days: Amount | None = Field(default=None, description="Of the calendar, at the pace of the team")


class Team(Received):
    """Who answers, when, and how fast; seconds left out are measured from the project's answers."""

    people: int = Field(default=1, ge=1, le=1_000_000)
    hours_a_day: float = Field(default=8.0, gt=0, le=24, allow_inf_nan=False)
    days_a_week: float = Field(default=5.0, gt=0, le=7, allow_inf_nan=False)
    label_seconds: float | None = Field(default=None, gt=0, le=1e6, allow_inf_nan=False)
    verify_seconds: float | None = Field(default=None, gt=0, le=1e6, allow_inf_nan=False)


Goal = Annotated[
    Literal["labels", "model"],
    Field(description="labels: a certified label for every item. model: the best one that the caps pay for"),
]


class Slice(Told):
    """The items with one value of a field."""

    name: str = Field(examples=["camera 2"])
    items: int


class SliceField(Told):
    """A field of the items' metadata with few enough values to promise something of each."""

    field: str = Field(examples=["camera"])
    values: list[Slice]


class NewPlan(Racers):
    """What is wanted, at which prices."""

    target: Target = Target()
    prices: Prices = Prices()
    caps: Caps = Caps()
    team: Team = Team()
    goal: Goal = "labels"
    worth: Amount | None = Field(
        default=None,
        description="Of a model: what one percentage point of its accuracy is worth; null: the caps end it",
    )
    slice_by: Name | None = Field(
        default=None, description="The field of the items' metadata whose value names the slice of each"
    )


class NewCampaign(NewPlan):
    """An order to begin."""

    seed: Annotated[int, Field(strict=True, ge=0, le=MAX_ID), WHOLE] | None = Field(
        None, description="Left out: drawn"
    )


class Band(Told):
    """A number with its doubt."""

    low: float
    mid: float
    high: float


class PlanTime(Told):
    """How long it would take."""

    people_hours: Band
    device_hours: float
    days: Band = Field(description="Of the calendar, at the pace of the team")


class PlanPoint(Told):
    """What one error target would cost."""

    error_target: float
    cost: Band
    time: PlanTime
    split: Money = Field(
        description="Of the expected cost: label, verify, audit, training, embedding and calls; "
        "where experts have a price, label is theirs outside of audits, verify what others are paid"
    )
    machine_share: float
    accuracy: Band | None = Field(default=None, description="Of a model, where that is the goal")


class Plan(Told):
    """A forecast: cost against accuracy, before spending."""

    id: int
    project_id: int
    state: Literal["ready", "computing", "failed"]
    n_items: int
    all_human_cost: float
    curve: list[PlanPoint]
    calls: Calls | None = Field(description="Of the language model; null: there is none, or it is computed")
    pilot_needed: Any = Field(description="How many labels would make the forecast useful; null: enough")
    sentence: str
    notes: list[str] = Field(description="Which cap binds first, and what the forecast cannot know")
    created_at: Time


class Campaign(Told):
    """One run of the plan on a project, as it stands."""

    id: int
    project_id: int
    state: Literal["running", "finished", "failed", "cancelled"]
    stage: str = Field(examples=["learn"])
    target: dict[str, Any]
    prices: dict[str, Any]
    caps: dict[str, Any]
    team: dict[str, Any]
    goal: Goal
    worth: float | None
    slice_by: str | None
    labelers: list[str] | None = Field(description="Who race for the machine; null: the usual ones")
    llm: dict[str, Any] | None = Field(description="The language model that races with them")
    failed: dict[str, str] = Field(description="Labelers that could not go on, and why; the others did")
    seed: int
    n_items: int
    spent: Money = Field(description="label, verify, audit, expert, training, embedding, calls, total")
    used: dict[str, float] = Field(
        description="money, people_hours, device_hours and days so far, as the caps count them"
    )
    forecast: Any
    rounds: list[dict[str, Any]]
    curve: list[dict[str, Any]] = Field(
        description="The total for other targets, as of the last round (error, cost, labels, ...)"
    )
    progress: dict[str, Any]
    model: dict[str, Any] | None = Field(
        description="What the exam has shown of the model: accuracy, low, high, items, right; null before it"
    )
    reason: str | None
    certificate_id: int | None
    certified: bool = Field(description="Whether the certificate promises the target; it may say why not")
    created_at: Time
