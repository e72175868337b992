"""One small class for each noun of the API."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vermeil.client.values import (
    Campaign,
    Json,
    Plan,
    Project,
    Release,
    Said,
    Saved,
    Settings,
    Task,
    known,
    plain,
)
from vermeil.client.wire import Wire


@dataclass(frozen=True, slots=True)
class Projects:
    """Projects and their members."""

    wire: Wire

    def create(
        self,
        name: str,
        *,
        classes: Sequence[str] | None = None,
        schema: Json | None = None,
        task_type: str = "classes",
        guideline: str = "",
        few_shot: bool = False,
    ) -> Project:
        """A new project that asks which of some `classes` an item has, or the questions of a `schema`.

        `schema` is {"questions": [...]}, or the parts of a single question of the type `task_type`. With
        `few_shot` a model learns from the answers by itself, and suggests the class of what comes next.
        """
        asked = {"classes": list(classes or [])} if schema is None else dict(schema)
        about = {"name": name, "guideline": guideline, "few_shot": few_shot}
        made = about | {"task_type": task_type, "schema": asked}
        return known(Project, self.wire.post("/projects", made))

    def get(self, project: int) -> Project:
        """A project with its counts."""
        return known(Project, self.wire.get(f"/projects/{project}"))

    def list(self) -> Iterator[Project]:
        """The projects you can see."""
        return (known(Project, body) for body in self.wire.pages("/projects"))

    def find(self, name: str) -> Project | None:
        """The project of that name or number, if you can see it."""
        return next((p for p in self.list() if name in {p.name, str(p.id)}), None)

    def add_member(self, project: int, user: int, role: str = "annotator", *, expert: bool = False) -> None:
        """Let a user work in a project as manager, reviewer or annotator.

        An `expert`'s word is the truth in campaigns that have a price for experts.
        """
        body = {"role": role, "expert": expert}
        self.wire.call("PUT", f"/projects/{project}/members/{user}", json=body)


@dataclass(frozen=True, slots=True)
class Tasks:
    """Questions put to you, and your answers."""

    wire: Wire
    pages: dict[int, list[Task]] = field(default_factory=dict)  #: what is left of a page, by project

    def next(self, project: int) -> Task | None:
        """Lease the next task; None when there is none now. Those of a page come one after another."""
        if not (page := self.pages.setdefault(project, [])):
            body = self.wire.post(f"/projects/{project}/tasks/next")
            page += [known(Task, one) for one in (body, *body.get("rest", []))] if body else []
        return page.pop(0) if page else None

    def held(self, project: int) -> list[Task]:
        """The tasks you hold, oldest first: what a lost connection left behind."""
        body = self.wire.get(f"/projects/{project}/tasks/held")
        return [known(Task, task) for task in (body["items"] if isinstance(body, dict) else body)]

    def answer(self, task: Task, value: str | Json, *, seconds: float = 0.0) -> Json:
        """Answer with a value, or with the name or text that answers the only question.

        The same answer sent twice counts once.
        """
        said = value if isinstance(value, dict) else {task.schema["questions"][0]["name"]: value}
        body = {"lease": task.lease, "value": said, "seconds": seconds}
        return dict(self.wire.post(f"/tasks/{task.id}/answers", body))

    def skip(self, task: Task, reason: str) -> Json:
        """Say that you cannot tell, and why."""
        return dict(self.wire.post(f"/tasks/{task.id}/answers", {"lease": task.lease, "skip": reason}))

    def give_back(self, task: Task) -> None:
        """Let somebody else have it."""
        self.wire.call("DELETE", f"/tasks/{task.id}/lease", params={"lease": task.lease})


def order_of(
    *,
    target: Settings,
    prices: Settings | None,
    budget: float | Settings | None,
    team: Settings | None,
) -> Json:
    """The body of POST /plans and POST /campaigns; what is None is left out."""
    caps = {"money": budget} if isinstance(budget, int | float) else budget
    order = {"target": plain(target), "prices": plain(prices), "caps": plain(caps), "team": plain(team)}
    return chosen(**order)


def listed(names: Sequence[str] | None) -> list[str] | None:
    """As JSON."""
    return None if names is None else list(names)


def chosen(**values: Said) -> Json:
    """Those that are not None."""
    return {key: value for key, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Plans:
    """What it will cost, before spending."""

    wire: Wire

    def make(
        self,
        project: int,
        *,
        target: Settings,
        prices: Settings,
        budget: float | Settings | None = None,
        team: Settings | None = None,
        goal: str | None = None,
        worth: float | None = None,
        slice_by: str | None = None,
        labelers: Sequence[str] | None = None,
        llm: Settings | None = None,
    ) -> Plan:
        """Forecast cost against accuracy from what is labelled so far; waits until it is computed.

        Nobody is called for it: what an `llm` would cost stands in `calls` and in the notes.
        """
        order = order_of(target=target, prices=prices, budget=budget, team=team)
        order |= chosen(goal=goal, worth=worth, slice_by=slice_by, labelers=listed(labelers), llm=plain(llm))
        plan = known(Plan, self.wire.post(f"/projects/{project}/plans", order))
        while plan.state == "computing":
            time.sleep(0.25)
            plan = self.get(plan.id)
        return plan

    def labelers(self, project: int) -> list[Json]:
        """Who could label for the machine: [{"name", "words", "usual", "refused": why not, or None}]."""
        return list(self.wire.pages(f"/projects/{project}/labelers"))

    def get(self, plan: int) -> Plan:
        """A plan made before."""
        return known(Plan, self.wire.get(f"/plans/{plan}"))


@dataclass(frozen=True, slots=True)
class Campaigns:
    """From unlabelled items to a certificate."""

    wire: Wire

    def start(
        self,
        project: int,
        *,
        target: Settings,
        prices: Settings | None = None,
        budget: float | Settings | None = None,
        team: Settings | None = None,
        goal: str | None = None,
        worth: float | None = None,
        slice_by: str | None = None,
        labelers: Sequence[str] | None = None,
        llm: Settings | None = None,
        seed: int | None = None,
    ) -> Campaign:
        """Start; a `verify` price below `label` lets people confirm what the machine thinks.

        A price for `expert` makes experts' word the truth; some member must be one.
        `budget`: a cap on money, or `vermeil.Caps` on hours and days too; `team`: `vermeil.Team`.
        `goal` "model": the best model that the caps pay for; `worth`: of a percentage point of its accuracy.
        Where the target speaks of slices, `slice_by` is the field of the items' metadata that names them.
        `labelers`: who race for the machine, see `labelers`; `llm`: {"url", "model", "price", ...}, which
        races with them.
        """
        order = order_of(target=target, prices=prices, budget=budget, team=team)
        order |= chosen(goal=goal, worth=worth, slice_by=slice_by, seed=seed)
        order |= chosen(labelers=listed(labelers), llm=plain(llm))
        return known(Campaign, self.wire.post(f"/projects/{project}/campaigns", order))

    def get(self, campaign: int) -> Campaign:
        """How it stands."""
        return known(Campaign, self.wire.get(f"/campaigns/{campaign}"))

    def list(self, project: int) -> Iterator[Campaign]:
        """The project's campaigns, newest first."""
        return (known(Campaign, body) for body in self.wire.pages(f"/projects/{project}/campaigns"))

    def cancel(self, campaign: int) -> Campaign:
        """Stop it; its labels stay."""
        return known(Campaign, self.wire.post(f"/campaigns/{campaign}/cancel"))

    def certificate(self, campaign: int) -> Json:
        """The certificate with its evidence; ApiError with status 404 until there is one."""
        return dict(self.wire.get(f"/campaigns/{campaign}/certificate"))

    def wait(
        self, campaign: int, *, timeout: float | None = None, watch: Callable[[Campaign], None] | None = None
    ) -> Campaign:
        """Look twice a second until it ends, showing `watch` each look; TimeoutError after `timeout` s."""
        until = time.monotonic() + (timeout or float("inf"))
        while (now := self.get(campaign)).live:
            if watch:
                watch(now)
            if time.monotonic() > until:
                raise TimeoutError(f"campaign {campaign} is still in stage {now.stage!r} after {timeout} s")
            time.sleep(0.5)
        if watch:
            watch(now)
        return now


@dataclass(frozen=True, slots=True)
class Releases:
    """Versions of the labelled data set that never change."""

    wire: Wire

    def create(self, project: int, note: str = "") -> Release:
        """Freeze the labels as they are now."""
        return known(Release, self.wire.post(f"/projects/{project}/releases", {"note": note}))

    def list(self, project: int) -> Iterator[Release]:
        """The project's releases."""
        return (known(Release, body) for body in self.wire.pages(f"/projects/{project}/releases"))

    def download(self, release: int, to: Path, form: str = "jsonl") -> Saved:
        """Write a release to a file in one of the formats of `docs/reference/formats.md`."""
        return self.wire.save(f"/releases/{release}/export", {"format": form}, to)


@dataclass(frozen=True, slots=True)
class Users:
    """People and their tokens (for admins)."""

    wire: Wire

    def add(self, name: str, password: str, role: str = "annotator") -> Json:
        """A new user: {"id", "name", "role"}."""
        return dict(self.wire.post("/users", {"name": name, "password": password, "role": role}))

    def token(self, name: str, *, user: int | None = None, expires_in_days: int | None = None) -> str:
        """A new token, shown this once; for another user when you are an admin."""
        body = {"name": name, "user_id": user, "expires_in_days": expires_in_days}
        made = self.wire.post("/tokens", {key: value for key, value in body.items() if value is not None})
        return str(made["token"])
