"""Plans and campaigns."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from vermeil.server.schemas.base import MAX_ID, WHOLE, Amount, Name, Received, Time, Told

Money = dict[str, float]


Share = Annotated[float, Field(gt=0, lt=1, allow_inf_nan=False)]
Errors = Share | Annotated[dict[Name, Share], Field(max_length=1000)]


class Target(Received):
    """At most `error` wrong, sure with `confidence`; of single classes or slices as well, if so wanted."""

    error: float = Field(default=0.05, gt=0, lt=1, allow_inf_nan=False, examples=[0.05])
    confidence: float = Field(default=0.95, ge=0.5, lt=1, allow_inf_nan=False, examples=[0.95])
    classes: Errors = Field(
        default={},
        description="At most this share of the items that end with a class is wrong, by its name; "
        "or one number for every class",
        examples=[{"crack": 0.1}],
    )
    slices: Errors = Field(default={}, description="The same for slices; see `slice_by`", examples=[0.1])


class Prices(Received):
    """What one of each costs, in units of `currency`. Who refuses a suggestion is paid a label on top."""

    label: Amount = Field(default=0.04, gt=0, description="One label by a person")
    verify: Amount | None = Field(
        default=None,
        description="Confirming what the machine thinks: where that is cheaper than a label, people see it. "
        "Left out: as a label, so that everybody labels blindly",
    )
    device_hour: Amount = Field(default=1.0, description="One hour of computing")
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = Field(
        default="USD", examples=["USD"]
    )


class NewPlan(Received):
    """What is wanted, at which prices."""

    target: Target = Target()
    prices: Prices = Prices()
    budget: Amount | None = Field(default=None, description="A cap on the total; left out: none")
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


class PlanPoint(Told):
    """What one error target would cost."""

    error_target: float
    cost: Band
    split: Money = Field(description="By kind: label, audit, training, embedding and so on")
    machine_share: float


class Plan(Told):
    """A forecast: cost against accuracy, before spending."""

    id: int
    project_id: int
    state: Literal["ready", "computing", "failed"]
    n_items: int
    all_human_cost: float
    curve: list[PlanPoint]
    pilot_needed: Any = Field(description="How many labels would make the forecast useful; null: enough")
    sentence: str
    created_at: Time


class Campaign(Told):
    """One run of the plan on a project, as it stands."""

    id: int
    project_id: int
    state: Literal["running", "stopping", "finished", "failed", "cancelled"]
    stage: str = Field(examples=["learn"])
    target: dict[str, Any]
    prices: dict[str, Any]
    budget: float | None
    slice_by: str | None
    seed: int
    n_items: int
    spent: Money = Field(description="label, audit, training, embedding, total")
    forecast: Any
    rounds: list[dict[str, Any]]
    curve: list[dict[str, Any]] = Field(
        description="The total for other targets, as of the last round (error, cost, labels, ...)"
    )
    progress: dict[str, Any]
    reason: str | None
    certificate_id: int | None
    certified: bool = Field(description="Whether the certificate promises the target; it may say why not")
    created_at: Time
