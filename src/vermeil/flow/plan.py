"""Plans and campaigns: ask, start, stop, look."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vermeil.core.errors import BadInput, Conflict, NotFound
from vermeil.core.model import Caps, Prices, Target, Team, check_goal
from vermeil.core.tasks.schema import choice
from vermeil.flow import race, slices
from vermeil.flow.clock import rfc3339
from vermeil.integrations.outbound import Outbound
from vermeil.store import (
    Transaction,
    answers,
    campaigns,
    certificates,
    changes,
    items,
    jobs,
    ledger,
    plans,
    projects,
    tasks,
)

View = dict[str, Any]
MICROS = 1_000_000
ORDERED = ("target", "prices", "caps", "team", "goal", "worth", "slice_by", "labelers", "llm", "seed")
KINDS = ("label", "audit", "verify", "expert", "training", "embedding", "calls")
NOWHERE = Outbound()  #: private addresses may not be called


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What somebody wants of a data set, at which prices."""

    target: Target
    prices: Prices
    caps: Caps = field(default_factory=Caps)
    team: View = field(default_factory=dict)  #: what was said of the team; seconds left out are measured
    goal: str = "labels"
    worth: float | None = None  #: of a model: what a percentage point of accuracy is worth
    slice_by: str | None = None  #: the field of the items' metadata that says to which slice each belongs
    race: View = field(default_factory=lambda: race.ordered({}))  #: who labels for the machine
    seed: int | None = None  #: None: drawn when the campaign starts


def order_of(body: Mapping[str, Any]) -> Order:
    """An order from the JSON of POST /plans and POST /campaigns; BadInput says what is wrong with it."""
    given = dict(body.get("prices") or {})
    if given.get("verify") is None:
        given["verify"] = given.get("label", Prices().label)
    team = {name: value for name, value in (body.get("team") or {}).items() if value is not None}
    Team(**team)
    caps, goal, worth = Caps(**(body.get("caps") or {})), body.get("goal") or "labels", body.get("worth")
    prices = Prices(**given)
    check_goal(goal, worth, caps, prices.expert)
    return Order(
        target=Target(**(body.get("target") or {})),
        prices=prices,
        caps=caps,
        team=team,
        goal=goal,
        worth=worth,
        slice_by=body.get("slice_by"),
        race=race.ordered(body),
        seed=body.get("seed"),
    )


def start_campaign(
    tx: Transaction, *, project: int, user: int, order: Order, outbound: Outbound = NOWHERE
) -> View:
    """Start a campaign on what is in the project now; what comes later waits for the next one.

    Conflict while one runs; BadInput when there is nothing to label, no expert who is to be paid, or a
    labeler that cannot race here.
    """
    found = projects.get(tx, project)
    assert found is not None
    if not (counts := changes.counts(tx, project)).items:
        raise BadInput("There is nothing to label yet: bring the data first.")
    _check(tx, found, order, outbound)
    if order.prices.expert is not None and not projects.experts(tx, project):
        raise BadInput(
            "Experts have a price here, and nobody is one: say on the members page whose word is the truth."
        )
    config = {
        **_terms(tx, found, order),
        "seed": secrets.randbits(32) if order.seed is None else order.seed,
        "last_item": items.last_id(tx, project),
        "n_items": counts.items,
        "schema": found.schema,
        "schema_version": found.schema_version,
        "guideline_version": found.guideline_version,
    }
    campaign = campaigns.start(tx, project_id=project, config=config, created_by=user)
    jobs.add(tx, "campaign", {"campaign": campaign.id}, dedupe_key=f"campaign:{campaign.id}")
    return _view(tx, campaign)


def _check(tx: Transaction, project: projects.Project, order: Order, outbound: Outbound) -> None:
    """BadInput where what is wanted does not go with what is asked, or with what there is."""
    asked = project.schema
    slices.check(tx, project.id, order.target, order.slice_by, asked)
    race.check(tx, project, order.race, order.goal, outbound)
    prices = order.prices
    if choice(asked) is None and (order.goal == "model" or prices.expert or prices.grid):
        raise BadInput(
            "Experts, pages of look-alikes and models as the goal are for projects that ask for one class, "
            "and for nothing else.",
            about="prices",
        )


def _terms(tx: Transaction, project: projects.Project, order: Order) -> View:
    """What is wanted, with the seconds that an answer usually takes here, once that is known."""
    label, verify = answers.pace(tx, project.id)
    measured = {"label_seconds": label, "verify_seconds": verify}
    team = Team.of({name: value for name, value in measured.items() if value} | order.team)
    return {
        "target": order.target.to_dict(),
        "prices": order.prices.to_dict(),
        "caps": order.caps.to_dict(),
        "team": team.to_dict(),
        "goal": order.goal,
        "worth": order.worth,
        "slice_by": order.slice_by,
        **race.terms(order.race, project),
    }


def cancel(tx: Transaction, *, campaign: int) -> View:
    """Stop a campaign: its labels stay, and the plain queue is open again. Conflict when it has ended."""
    found = _found(tx, campaign)
    if (found.summary or {}).get("stage") == "done" and found.state == campaigns.RUNNING:
        raise Conflict("The campaign is writing its certificate: it ends in a moment.")
    if not campaigns.end(tx, campaign, "cancelled", reason="It was cancelled."):
        raise Conflict(f"The campaign has {found.state} already.")
    return _view(tx, _found(tx, campaign))


def campaign_view(tx: Transaction, *, campaign: int) -> View:
    """What GET /campaigns/{id} shows; NotFound."""
    return _view(tx, _found(tx, campaign))


def campaigns_of(tx: Transaction, *, project: int) -> list[View]:
    """The campaigns of a project, newest first."""
    return [_view(tx, campaign) for campaign in campaigns.of_project(tx, project)]


def _found(tx: Transaction, campaign: int) -> campaigns.Campaign:
    found = campaigns.get(tx, campaign)
    if found is None:
        raise NotFound(f"There is no campaign {campaign}, or you may not see it.")
    return found


def _view(tx: Transaction, campaign: campaigns.Campaign) -> View:
    shown = campaign.summary or {"stage": "prepare"}
    certificate = certificates.standing(tx, campaign.id)
    return {
        "id": campaign.id,
        "project_id": campaign.project_id,
        "state": campaign.state,
        "stage": shown["stage"],
        **{name: campaign.config[name] for name in ORDERED},
        "n_items": campaign.config["n_items"],
        "spent": _spent(tx, campaign.id),
        "used": shown.get("used", {}),
        "forecast": shown.get("forecast"),
        "rounds": [_row(row) for row in shown.get("rounds", [])],
        "curve": shown.get("curve", []),
        "progress": _progress(tx, campaign, shown),
        "model": shown.get("model"),
        "failed": shown.get("failed", {}),
        "reason": campaign.reason,
        "certificate_id": certificate.id if certificate else None,
        "certified": certificate is not None and certificate.holds,
        "created_at": rfc3339(campaign.created_ms),
    }


def _spent(tx: Transaction, campaign: int) -> dict[str, float]:
    """Money so far, by kind, from the ledger."""
    paid = ledger.spent(tx, campaign)
    spent = {kind: paid.get(kind, 0) / MICROS for kind in KINDS}
    return spent | {"total": sum(paid.values()) / MICROS}


def _progress(tx: Transaction, campaign: campaigns.Campaign, shown: View) -> View:
    """{doing, asked, answered, round, expert, stuck}: what it does now, and how many answers have come.

    `expert`: whether experts are asked; `stuck`: why nobody can answer, if nobody can.
    """
    progress: View = {"asked": 0, "answered": 0, "round": 0, "expert": False, "stuck": None} | dict(
        shown.get("progress") or {}
    )
    if campaign.state != campaigns.RUNNING:
        return progress | {"doing": campaign.state.capitalize()}
    if (line := progress.pop("line", None)) is not None:
        progress["answered"] = progress["asked"] - tasks.outstanding(tx, campaign.id, line)
        if progress["expert"] and not projects.experts(tx, campaign.project_id):
            progress["stuck"] = "Nobody is an expert here any more: name one on the members page."
    return {"doing": "Waiting for its turn"} | progress


def _row(row: View) -> View:
    """One round as pages show it."""
    error = row["error"]
    accuracy = {"low": 1 - error["high"], "mid": 1 - error["mid"], "high": 1 - error["low"]}
    return {**row, "cost": row["spent"], "accuracy": accuracy}


def make_plan(
    tx: Transaction, *, project: int, user: int, order: Order, outbound: Outbound = NOWHERE
) -> View:
    """A forecast: ready at once while nothing is labelled, else computed by a worker; see `plan_view`."""
    counts, found = changes.counts(tx, project), projects.get(tx, project)
    assert found is not None
    if not counts.items:
        raise BadInput("There is nothing to label yet: bring the data first.")
    _check(tx, found, order, outbound)
    request = {**_terms(tx, found, order), "n_items": counts.items, "schema": found.schema}
    made = plans.add(tx, project_id=project, request=request, created_by=user)
    jobs.add(tx, "plan", {"plan": made.id}, dedupe_key=f"plan:{made.id}")
    return _plan_view(made)


def plan_view(tx: Transaction, *, plan: int) -> View:
    """What GET /plans/{id} shows; NotFound."""
    found = plans.get(tx, plan)
    if found is None:
        raise NotFound(f"There is no plan {plan}, or you may not see it.")
    return _plan_view(found)


def plans_of(tx: Transaction, *, project: int) -> list[View]:
    """The plans of a project, newest first."""
    return [_plan_view(plan) for plan in plans.of_project(tx, project)]


def _plan_view(plan: plans.Plan) -> View:
    n_items, prices = plan.request["n_items"], Prices.of(plan.request["prices"])
    return {
        "id": plan.id,
        "project_id": plan.project_id,
        "state": plan.state,
        "n_items": n_items,
        "all_human_cost": n_items * prices.reference,
        "curve": [],
        "pilot_needed": None,
        "calls": None,
        "notes": [],
        "sentence": "It is being computed." if plan.state == "computing" else "",
        "created_at": rfc3339(plan.created_ms),
        **(plan.body or {}),
    }
