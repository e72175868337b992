import { expect, test } from "vitest";
import { cleared, pageOf, turned } from "./pages";
import { oneOf } from "./questions";
import { EMPTY, type Session, type Task } from "./session";
import { task } from "./session.fixture";

const on = (id: number, classes: string[], next: string[] = []): Task =>
  task(id, { page: 7, schema: oneOf(classes), suggestion: { value: { class: "cat" }, next } });
const session = (...queue: Task[]): Session => ({ ...EMPTY, queue });
const three = session(...[1, 2, 3].map((id) => on(id, ["cat", "dog", "cow"], ["cow"])), task(4));

test("tasks of one page are shown together, a single one alone", () => {
  expect(pageOf(three).map(({ id }) => id)).toEqual([1, 2, 3]);
  expect(pageOf(session(on(1, ["cat", "dog"]), task(2)))).toEqual([]);
  expect(pageOf(session(task(1), on(2, ["cat", "dog"]), on(3, ["cat", "dog"])))).toEqual([]);
  expect(pageOf(EMPTY)).toEqual([]);
});

test("what is not taken out is as suggested, the rest is asked with what comes next", () => {
  const twice = turned(turned(turned(three, three.queue[1]!), three.queue[0]!), three.queue[0]!);
  const { session: after, sent } = cleared(twice);
  expect(sent.map(({ task: { id }, body }) => [id, body.value])).toEqual([
    [1, { class: "cat" }],
    [3, { class: "cat" }],
  ]);
  expect(after.queue.map(({ id }) => id)).toEqual([2, 4]);
  expect(after.queue[0]).toMatchObject({ page: null, suggestion: { value: { class: "cow" }, next: [] } });
  expect(after.past.map(({ task: { id } }) => id)).toEqual([1, 3]);
  expect(after.draft.odd).toEqual([]);
});

test("of two classes what is taken out has the other", () => {
  const two = session(on(1, ["cat", "dog"]), on(2, ["cat", "dog"]));
  const { session: after, sent } = cleared(turned(two, two.queue[1]!));
  expect(sent.map(({ body }) => body.value)).toEqual([{ class: "cat" }, { class: "dog" }]);
  expect(after.queue).toEqual([]);
});
