"""A process that works on a database: `python writer.py URL PROJECT PERSON`.

Says that it is ready, waits for a line, then claims tasks and answers them until none is left. Every answer
that was acknowledged is printed: the id of its task, on a line of its own.
"""

import sys

from vermeil.store import Store, answers, tasks
from vermeil.store.answers import NewAnswer


def tell(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(url: str, project: int, person: int) -> None:
    store = Store.open(url)
    tell("ready")
    sys.stdin.readline()
    while True:
        with store.begin(lasting=False) as tx:
            task = tasks.claim(tx, project_id=project, worker_id=person, lease_ms=600_000)
        if task is None:
            break
        said = NewAnswer(
            task_id=task.id,
            lease=task.lease,
            worker_id=person,
            value={"class": "a"},
            price_micros=1,
            currency="USD",
        )
        with store.begin() as tx:
            answers.submit(tx, said)
        tell(task.id)
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
