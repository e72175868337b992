import { describe, expect, test } from "vitest";
import {
  advance,
  answer,
  arrived,
  back,
  canMove,
  current,
  edited,
  EMPTY,
  having,
  lookedAt,
  moved,
  notReturned,
  offered,
  refused,
  onScreen,
  resumed,
  returned,
  spentBy,
  started,
  stopped,
  type Session,
  type Task,
} from "./session";
import { task } from "./session.fixture";

const suggesting = task(1, { suggestion: { value: { class: "dog" }, confidence: 0.9 } });
const CAT = { value: { class: "cat" } };
const holding = (...tasks: Task[]): Session => arrived(EMPTY, tasks);

describe("the answer in the making", () => {
  test("is nothing until something was chosen", () => {
    expect(answer(holding(task(1)))).toBeNull();
    expect(answer(edited(holding(task(1)), { choice: "cat" }))).toEqual({ value: { class: "cat" } });
  });

  test("is never the suggestion by itself", () => {
    expect(answer(holding(suggesting))).toBeNull();
  });

  test("a suggestion is offered until it is rejected", () => {
    const session = holding(suggesting);
    expect(offered(session)).toBe("dog");
    expect(offered(refused(session))).toBeNull();
  });

  test("who refuses it is offered the next one, and of the last two classes has named the other", () => {
    const classes = ["cat", "dog", "bird", "fish"];
    const suggestion = { value: { class: "dog" }, next: ["bird", "fish"] };
    let session = holding(task(1, { question: { classes }, suggestion }));
    for (const next of ["bird", "fish", null]) {
      expect(answer(session)).toBeNull();
      session = refused(session);
      expect(offered(session)).toBe(next);
    }
    expect(answer(session)).toEqual({ value: { class: "cat" } });
    const yesOrNo = holding(
      task(1, { question: { classes: ["cat", "dog"] }, suggestion: { value: { class: "dog" } } }),
    );
    expect(answer(refused(yesOrNo))).toEqual({ value: { class: "cat" } });
  });

  test("a suggestion that is no class of the question is not offered", () => {
    expect(offered(holding(task(1, { suggestion: { value: { class: "horse" } } })))).toBeNull();
  });

  test("carries its remarks", () => {
    const session = edited(holding(task(1)), { choice: "cat", ambiguous: true, wrong: true, comment: "  odd " });
    expect(answer(session)).toEqual({ value: { class: "cat" }, ambiguous: true, wrong: true, comment: "odd" });
  });
});

describe("undo", () => {
  const sent = advance(edited(holding(task(1), task(2)), { choice: "cat", comment: "hm" }), CAT);

  test("brings back the task with the answer it had", () => {
    expect(current(sent)?.id).toBe(2);
    const undone = back(sent);
    expect(current(undone)?.id).toBe(1);
    expect(undone.draft).toMatchObject({ choice: "cat", comment: "hm" });
    expect(undone.undoing).toBe(1);
    expect(back(undone)).toBe(undone); // nothing older
  });

  test("goes on under the lease the server gave", () => {
    const again = returned(back(sent), task(1, { lease: 2 }));
    expect(current(again)?.lease).toBe(2);
    expect(again.undoing).toBeNull();
  });

  test("that comes too late leaves the answer and says why", () => {
    const late = notReturned(back(sent), 1, "The round has used it.");
    expect(current(late)?.id).toBe(2);
    expect(late.draft.choice).toBeNull();
    expect(late.hint).toBe("The round has used it.");
  });
});

describe("looking around", () => {
  const session = advance(edited(holding(task(1), task(2), task(3)), { choice: "cat" }), CAT);

  test("an item that is put off comes again, after the last", () => {
    const on = moved(session, 1);
    expect(current(on)?.id).toBe(3);
    expect(canMove(on, 1)).toBe(false);
    expect(current(moved(on, -1))?.id).toBe(2);
    expect(current(advance(on, CAT))?.id).toBe(2);
  });

  test("one can look back at what was answered, and nothing is to be answered there", () => {
    const looking = moved(session, -1);
    expect(lookedAt(looking)).toMatchObject({ task: { id: 1 }, body: CAT });
    expect(onScreen(looking)?.id).toBe(1);
    expect(current(looking)).toBeNull();
    expect(canMove(looking, -1)).toBe(false);
    expect(current(moved(looking, 1))?.id).toBe(2);
  });

  test("an undo takes back what one looks at", () => {
    const undone = back(moved(moved(advance(session, CAT), -1), -1));
    expect(current(undone)?.id).toBe(1);
    expect(undone.past.map((one) => one.task.id)).toEqual([2]);
    expect(undone.queue.map(({ id }) => id)).toEqual([1, 3]);
  });

  test("tasks that go leave the one on the screen where it is", () => {
    const on = moved(session, 1);
    expect(current(having(on, on.queue.slice(1)))?.id).toBe(3);
    expect(current(having(on, []))).toBeNull();
  });
});

test("a task that arrives twice is there once, under its newest lease", () => {
  const session = arrived(holding(task(1), task(2)), [task(2, { lease: 3 }), task(3)]);
  expect(session.queue.map(({ id, lease }) => [id, lease])).toEqual([
    [1, 1],
    [2, 3],
    [3, 1],
  ]);
  expect(arrived(session, [task(2, { lease: 2 })]).queue[1]?.lease).toBe(3);
});

test("the watch counts only while a person looks", () => {
  const paused = stopped(started(1000), 3000);
  expect(spentBy(paused, 9000)).toBe(2000);
  expect(spentBy(resumed(paused, 9000), 9500)).toBe(2500);
  expect(resumed(started(5), 10).since).toBe(5);
});
