"""A campaign as a job: replay its log, take the engine's one decision, perform it, write it down; again.

What a decision brings about in the database is written in one transaction with its line in the log, so a
worker can be killed at any moment: either both are there or neither, and the next worker goes on.
"""

import secrets
import time
from collections.abc import Callable, Generator
from dataclasses import replace
from functools import partial

from vermeil.core.model import Prices
from vermeil.core.plan import campaign as engine
from vermeil.core.plan.events import Ask, Drawn, Event, Finish, Freeze, Train
from vermeil.core.plan.state import State, missing_labelers
from vermeil.flow import autolabel, certify, hear, suggest, train
from vermeil.jobs import log
from vermeil.jobs.race import Race
from vermeil.jobs.setup import setup_of
from vermeil.jobs.shop import Lost, Shop
from vermeil.store import Transaction, answers, campaigns, jobs, labels, ledger, tasks
from vermeil.store.jobs import Job

MICROS = 1_000_000
TELL_SECONDS = 0.5  #: how often pages hear of progress inside a step

Also = Callable[[Transaction], object]  #: what else belongs into the transaction


def run(shop: Shop, job: Job) -> Generator[bool]:
    """Drive the campaign to its end. Yields after each step: False when it waits for people."""
    with shop.store.read() as tx:
        campaign = campaigns.get(tx, job.args["campaign"])
    if campaign is None or campaign.state != campaigns.RUNNING:
        with shop.writing(job) as tx:
            jobs.finish(tx, job)
        return
    drive = Drive(shop, job, campaign)
    try:
        drive.prepare()
        yield True
        while not drive.over:
            yield drive.step()
    finally:
        drive.race.close()


class Drive:
    """One campaign in the hands of this worker."""

    def __init__(self, shop: Shop, job: Job, campaign: campaigns.Campaign) -> None:
        """Read what it is about; `prepare` reads the rest."""
        self.shop, self.job, self.campaign = shop, job, campaign
        self.prices = Prices.of(campaign.config["prices"])
        self.over = self.ready = False
        self._told = 0.0
        with shop.store.read() as tx:
            self.census = train.census(tx, campaign.project_id, campaign.config["last_item"])
            self.code = train.code_of(
                tx, campaign.project_id, campaign.config, self.census, begun_ms=campaign.created_ms
            )
        self.race = Race(shop, job, campaign, self.census, self.code)

    def prepare(self) -> None:
        """The items as numbers, and the log replayed, or begun."""
        project = self.campaign.project_id
        began = time.perf_counter()
        features = train.embed(
            *(self.shop.store, self.shop.blobs, self.shop.cache, project, self.census, self.code),
            self._embedded,
        )
        seconds = time.perf_counter() - began
        self.pool, self.bench = engine.Pool(features), self.race.bench(features)
        with self.shop.store.read() as tx:
            replayed = log.replay(tx, self.shop.blobs, self.campaign.id)
        if replayed is None:
            self._begin(seconds)
        else:
            self.state, self.lines, self.asked = replayed.state, replayed.lines, replayed.asked
            if replayed.begun is not None:
                self.race.begun(replayed.begun)

    def step(self) -> bool:
        """One decision, or one thing that was decided; False when there is nothing to do but wait."""
        with self.shop.store.read() as tx:
            found = campaigns.get(tx, self.campaign.id)
        if found is None or found.state != campaigns.RUNNING:
            return self._leave()
        decision = engine.decide(self.state, self.pool)
        if decision is not self.state.awaiting:
            self._write(decision, also=partial(self._ask, decision) if isinstance(decision, Ask) else None)
            return True
        return self._perform(decision)

    def _perform(self, decision: Event | None) -> bool:
        match decision:
            case Ask():
                return self._collect(decision)
            case Train():
                return self._train(decision, missing_labelers(self.state))
            case Freeze():
                self._write(Drawn(secrets.token_hex(16)))
            case Finish():
                self._finish(decision)
        return True

    def _begin(self, seconds: float) -> None:
        """The first lines: what it is about, and what people have said before."""
        config, census = self.campaign.config, self.census
        paid = round(self.prices.seconds(seconds) * MICROS)
        project = self.campaign.project_id
        with self.shop.store.read() as tx:
            setup = setup_of(tx, project, config, self.code, census)
            said = train.said_before(tx, project, census, self.code)
        setup = replace(
            setup,
            caps=setup.caps.less(money=paid / MICROS, device_seconds=seconds),
            seed=config["seed"],
        )
        self.state, self.lines, self.asked = engine.begin(setup), 0, 0
        lines = [log.line_of(self.shop.blobs, setup)]
        for before in said.events():
            lines.append(log.line_of(self.shop.blobs, before))
            self.state = engine.observe(self.state, before)
        with self.shop.writing(self.job) as tx:
            log.append(tx, self.campaign.id, 0, lines)
            self._pay(tx, "embedding", paid, "embedding")
        self.lines = len(lines)

    def _write(self, event: Event, also: Also | None = None) -> None:
        """One more line, with what belongs to it: all or nothing."""
        state, line = engine.observe(self.state, event), log.line_of(self.shop.blobs, event)
        shown = engine.summary(state)
        shown["progress"] |= self._progress(state)
        with self.shop.writing(self.job) as tx:
            log.append(tx, self.campaign.id, self.lines, [line])
            if also is not None:
                also(tx)
            campaigns.show(tx, self.campaign.id, shown)
        if isinstance(event, Ask):
            self.asked = self.lines
        self.state, self.lines = state, self.lines + 1

    def _ask(self, ask: Ask, tx: Transaction) -> None:
        """The tasks of a round: its number is that of the line that asks."""
        tasks.ask(
            tx,
            project_id=self.campaign.project_id,
            asked=suggest.questions(self.code, self.state, ask, self.census.ids, self.lines),
            kind="audit" if ask.purpose in {"audit", "exam"} else "label",
            expert=ask.by == "expert",
            campaign_id=self.campaign.id,
            round_no=self.lines,
            vote=int(ask.purpose == "again"),
        )

    def _collect(self, ask: Ask) -> bool:
        """Take the answers of the round, once all are there; a vote that nobody is left for is none."""
        if ask.purpose == "again":
            with self.shop.writing(self.job) as tx:
                tasks.withdraw_votes(tx, self.campaign.id, self.asked)
        with self.shop.store.read() as tx:
            outstanding = tasks.outstanding(tx, self.campaign.id, self.asked)
        if outstanding:
            return self._get_ready(ask)
        with self.shop.writing(self.job) as tx:
            found = answers.use_round(tx, self.campaign.id, self.asked)
        if found is None:  # an answer was taken back meanwhile
            return False
        with self.shop.store.read() as tx:
            event = hear.answered(tx, self.code, self.state, ask, self.census, found)
        self._write(event)
        return True

    def _get_ready(self, ask: Ask) -> bool:
        """While people answer: make what labelers share, so that the answers need not wait for it."""
        if self.ready or ask.purpose not in {"seed", "learn"}:
            return False
        self.bench.prepare(self.state.alive)
        self.ready = True
        return True

    def _train(self, decision: Train, labelers: tuple[str, ...]) -> bool:
        """Train these labelers at the same time; each is paid once, with its line. False: calls are made."""
        doing = self.race.progress() or f"Training ({', '.join(labelers)})"
        self._tell({"doing": doing}, now=self.race.idle)
        setup = self.state.setup
        work = partial(
            self.bench.train_all,
            labelers,
            engine.taught(self.state),
            self.state.random,
            n_classes=setup.n_classes,
            seed=setup.seed + decision.round,
            first=None if setup.copies is None else setup.first,
            whole=decision.whole,
        )
        told = self.race.trained(labelers, work, self.state.spent.calls, decision.most)
        for one in told or []:
            seconds = one.seconds if isinstance(one, engine.Trained) else 0.0
            paid = round(self.prices.seconds(seconds) * MICROS)
            pay = partial(self._pay, kind="training", micros=paid, what=f"train:{self.lines}")
            self._write(one, also=pay)
        return told is not None

    def _finish(self, finish: Finish) -> None:
        """Its labels piece by piece, people's first; then in one transaction the certificate and the end.

        A model's predictions are labels of the machine, too; no certificate is claimed for them.
        """
        self._overrule()
        done, total = 0, int((engine.outcome(self.state).source != "human").sum())
        for piece in autolabel.accepted(self.code, self.state, self.census.ids):
            with self.shop.writing(self.job) as tx:
                labels.accept(
                    tx,
                    project_id=self.campaign.project_id,
                    campaign_id=self.campaign.id,
                    model_version=piece.model_version,
                    new=piece.labels,
                )
            done += len(piece.labels)
            self._tell({"doing": f"Writing the machine's labels, {done:,} of {total:,}"})
        with self.shop.writing(self.job) as tx:
            if self.state.setup.goal == "labels":
                certify.certify(tx, self.campaign, self.code, self.state, self.census.ids)
            campaigns.end(tx, self.campaign.id, "finished", reason=finish.reason)
            jobs.finish(tx, self.job)
        self.over = True

    def _overrule(self) -> None:
        """Answers that the reference has said to be wrong make no label."""
        for outcome in autolabel.decided(self.code, self.state, self.census.ids):
            with self.shop.writing(self.job) as tx:
                labels.overrule(
                    tx,
                    project_id=self.campaign.project_id,
                    campaign_id=self.campaign.id,
                    question=self.campaign.config["schema"]["questions"][0]["name"],
                    outcome=outcome,
                )

    def _leave(self) -> bool:
        """Somebody has cancelled it. False: calls are still under way, which will have to be paid."""
        if not self.race.stop():
            return False
        self.race.settle()
        with self.shop.writing(self.job) as tx:
            jobs.finish(tx, self.job)
        self.over = True
        return True

    def _pay(self, tx: Transaction, kind: str, micros: int, what: str) -> None:
        ledger.pay(
            tx,
            project_id=self.campaign.project_id,
            campaign_id=self.campaign.id,
            kind=kind,
            amount_micros=micros,
            currency=self.prices.currency,
            ref=f"campaign:{self.campaign.id}:{what}",
        )

    def _progress(self, state: State) -> dict[str, object]:
        """What pages say of the decision that is being performed; `line` is the round of its tasks."""
        match state.awaiting:
            case Ask() as ask:
                who = "Experts" if ask.by == "expert" else "People"
                about = {"asked": len(ask.items), "answered": 0, "line": self.lines, "round": state.round}
                return about | {"doing": f"{who} {ASKING[ask.purpose]}", "expert": ask.by == "expert"}
            case Train():
                return {"doing": "Training", "round": state.round}
            case _:
                return {"doing": "Planning", "round": state.round}

    def _embedded(self, done: int, total: int) -> None:
        self._tell({"doing": f"Reading {done:,} of {total:,} items"})

    def _tell(self, progress: dict[str, object], *, now: bool = False) -> None:
        """Show progress inside a step, not too often."""
        if not now and time.monotonic() - self._told < TELL_SECONDS:
            return
        self._told = time.monotonic()
        with self.shop.writing(self.job) as tx:
            found = campaigns.get(tx, self.campaign.id)
            if found is None or found.state != campaigns.RUNNING:
                if not self.race.idle:
                    return  # what is being bought is yet to be written down
                raise Lost("The campaign was cancelled.")
            shown = found.summary or {"stage": "prepare"}
            campaigns.show(tx, self.campaign.id, shown | {"progress": progress})


ASKING = {
    "seed": "label the first items",
    "learn": "label what teaches most",
    "settle": "settle what others have said",
    "verify": "label or confirm what the machine would not get",
    "again": "are asked once more",
    "exam": "examine the model, blindly",
    "audit": "audit what is to be certified, blindly",
    "rest": "label what the machine cannot",
}
