"""A small project, and what people do in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vermeil.store import Store, accounts, answers, items, projects, tasks
from vermeil.store.answers import Answer, NewAnswer
from vermeil.store.items import NewItem
from vermeil.store.tasks import Task

LEASE_MS = 600_000


@dataclass
class House:
    """A store with a manager, a project, and people; each call is its own transaction."""

    store: Store
    boss: int
    project: int

    def people(self, count: int) -> list[int]:
        """Annotators of the project."""
        with self.store.begin() as tx:
            made = [
                accounts.add_user(tx, name=f"person {i}", password_hash="x", role="annotator").id
                for i in range(count)
            ]
            for one in made:
                projects.put_member(tx, self.project, one, "annotator")
        return made

    def texts(self, texts: Sequence[str], **options: bool) -> items.Added:
        """Import texts as one batch; the key and the content hash are the text."""
        new = [NewItem(key=f"key {t}", content_hash=t, media="text", text=t) for t in texts]
        return self.add(new, **options)

    def add(self, new: Sequence[NewItem], **options: bool) -> items.Added:
        """Import items as one batch."""
        with self.store.begin() as tx:
            batch = items.begin_batch(tx, project_id=self.project, name="batch", created_by=self.boss)
            return items.add(tx, project_id=self.project, batch_id=batch, new=new, **options)

    def claim(self, person: int, lease_ms: int = LEASE_MS) -> Task | None:
        """The next task of a person."""
        with self.store.begin() as tx:
            return tasks.claim(tx, project_id=self.project, worker_id=person, lease_ms=lease_ms)

    def must_claim(self, person: int, lease_ms: int = LEASE_MS) -> Task:
        """The next task of a person, who has one."""
        claimed = self.claim(person, lease_ms)
        assert claimed is not None
        return claimed

    def submit(self, task: Task, kind: str | None, **more: object) -> tuple[Answer, bool]:
        """What the holder of `task` says of it."""
        value = None if kind is None else {"class": kind}
        assert task.worker_id is not None
        new = NewAnswer(task_id=task.id, lease=task.lease, worker_id=task.worker_id, value=value, **more)  # type: ignore[arg-type]  # free names in tests
        with self.store.begin() as tx:
            return answers.submit(tx, new)

    def answer_all(self, person: int, say: Callable[[Task], str]) -> int:
        """Work until nothing is left; how many were answered."""
        done = 0
        while (task := self.claim(person)) is not None:
            self.submit(task, say(task))
            done += 1
        return done
