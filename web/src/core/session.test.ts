import { describe, expect, test } from "vitest";
import { said } from "./draft";
import { oneOf } from "./questions";
import {
  active,
  advance,
  arrived,
  askedNow,
  back,
  beside,
  canMove,
  current,
  edited,
  EMPTY,
  having,
  lookedAt,
  moved,
  notes,
  notReturned,
  offered,
  refused,
  onScreen,
  resumed,
  returned,
  spentBy,
  started,
  stopped,
  taken,
  type Session,
  type Task,
} from "./session";
import { task } from "./session.fixture";

const suggesting = task(1, { suggestion: { value: { class: "dog" }, confidence: 0.9 } });
const CAT = { value: { class: "cat" } };
const DAMAGE = {
  questions: [
    { name: "class", type: "classes", classes: ["whole", "damaged"] },
    { name: "where", type: "boxes", labels: ["dent"], when: { class: "damaged" } },
    { name: "note", type: "text", optional: true },
  ],
};
const holding = (...tasks: Task[]): Session => arrived(EMPTY, tasks);

/** The session with something said. */
const saying = (session: Session, value: Record<string, unknown>): Session =>
  edited(session, said(session.draft, { value: { ...session.draft.value, ...value } }));

describe("a suggestion", () => {
  test("is offered until it is refused or taken over, and is no answer by itself", () => {
    const session = holding(suggesting);
    expect(offered(session)).toEqual({ class: "dog" });
    expect(session.draft.value).toEqual({});
    expect(offered(refused(session))).toBeNull();
    expect(offered(taken(session))).toBeNull();
    expect(taken(session).draft.value).toEqual({ class: "dog" });
  });

  test("of plain classes is followed by the next one, and of the last two classes the other is chosen", () => {
    const schema = oneOf(["cat", "dog", "bird", "fish"]);
    const suggestion = { value: { class: "dog" }, next: ["bird", "fish"] };
    let session = holding(task(1, { schema, suggestion }));
    for (const next of ["bird", "fish", null]) {
      expect(session.draft.value).toEqual({});
      session = refused(session);
      expect(offered(session)?.["class"] ?? null).toBe(next);
    }
    expect(session.draft.value).toEqual({ class: "cat" });
    expect(refused(holding(suggesting)).draft.value).toEqual({ class: "cat" });
  });

  test("that is no class of the question is not offered", () => {
    expect(offered(holding(task(1, { suggestion: { value: { class: "horse" } } })))).toBeNull();
  });

  test("of several questions is offered whole, and corrected after it was taken over", () => {
    const value = { class: "damaged", where: [{ label: "dent" }] };
    const session = saying(holding(task(1, { schema: DAMAGE, suggestion: { value } })), { note: "mine" });
    expect(offered(session)).toEqual(value);
    expect(taken(session).draft.value).toEqual({ ...value, note: "mine" });
  });
});

describe("the question that has the keys", () => {
  const session = holding(task(1, { schema: DAMAGE }));

  test("is the first that needs an answer and has none, unless another was chosen", () => {
    expect(active(session)?.name).toBe("class");
    const damaged = saying(session, { class: "damaged" });
    expect(askedNow(damaged).map(({ name }) => name)).toEqual(["class", "where", "note"]);
    expect(active(damaged)?.name).toBe("where");
    expect(active(edited(damaged, { active: "note" }))?.name).toBe("note");
  });

  test("has neighbours but at the ends", () => {
    expect([beside(session, -1), beside(session, 1)?.name]).toEqual([null, "note"]);
  });

  test("is another where it is asked no more", () => {
    const gone = edited(saying(session, { class: "whole" }), { active: "where" });
    expect(active(gone)?.name).toBe("class"); // the note may be left out
  });
});

test("an answer carries the remarks", () => {
  const { draft } = edited(holding(task(1)), { ambiguous: true, wrong: true, comment: "  odd " });
  expect(notes(draft)).toEqual({ ambiguous: true, wrong: true, comment: "odd" });
});

describe("undo", () => {
  const sent = advance(edited(saying(holding(task(1), task(2)), { class: "cat" }), { comment: "hm" }), CAT);

  test("brings back the task with the answer it had", () => {
    expect(current(sent)?.id).toBe(2);
    const undone = back(sent);
    expect(current(undone)?.id).toBe(1);
    expect(undone.draft).toMatchObject({ value: { class: "cat" }, comment: "hm" });
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
    expect(late.draft.value).toEqual({});
    expect(late.hint).toBe("The round has used it.");
  });
});

describe("looking around", () => {
  const session = advance(saying(holding(task(1), task(2), task(3)), { class: "cat" }), CAT);

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
