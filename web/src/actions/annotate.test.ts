import { describe, expect, test } from "vitest";
import { arrived, current, edited, EMPTY, type Session } from "../core/session";
import { task } from "../core/session.fixture";
import { accept, ACTIONS, actionFor, choose, previous, reject, skipBecause, submit, undo } from "./annotate";

const session = (): Session => arrived(EMPTY, [task(1), task(2)]);

test("no two actions share a key", () => {
  const keys = ACTIONS.flatMap((action) => action.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test("every action leaves the session it was given as it was", () => {
  const before = edited(session(), { choice: "cat" });
  const copy = structuredClone(before);
  for (const action of ACTIONS) if (action.enabled(before)) action.perform(before);
  expect(before).toEqual(copy);
});

describe("submit", () => {
  test("sends the choice and brings the next task", () => {
    const { session: next, effect } = submit.perform(choose(session(), "dog", false).session);
    expect(effect).toMatchObject({ kind: "submit", task: { id: 1 }, body: { value: { class: "dog" } } });
    expect(current(next)?.id).toBe(2);
  });

  test("without a choice sends nothing and says so", () => {
    const { session: next, effect } = submit.perform(session());
    expect(effect).toBeUndefined();
    expect(next.hint).toMatch(/Choose a class/);
  });

  test("waits while the same task is being taken back, so nothing is sent under an old lease", () => {
    const sent = submit.perform(choose(session(), "dog", false).session).session;
    const undone = undo.perform(sent);
    expect(undone.effect).toMatchObject({ kind: "undo", task: { id: 1 } });
    expect(submit.perform(undone.session)).toEqual({ session: undone.session, waits: true });
    const chosen = choose(undone.session, "cat", true); // a fast typist's next key is not lost
    expect(chosen).toMatchObject({ session: { draft: { choice: "cat" } }, waits: true });
    expect(chosen.effect).toBeUndefined();
    expect(skipBecause(undone.session, "No class fits").effect).toBeUndefined();
  });
});

describe("a suggestion", () => {
  const suggesting = arrived(EMPTY, [task(1, { suggestion: { value: { class: "dog" }, confidence: 0.9 } }), task(2)]);

  test("is not waved through by Enter", () => {
    const { session: next, effect } = submit.perform(suggesting);
    expect(effect).toBeUndefined();
    expect(next.hint).toMatch(/accept the suggestion/);
  });

  test("is accepted by its own key", () => {
    expect(accept.perform(suggesting).effect).toMatchObject({ kind: "submit", body: { value: { class: "dog" } } });
    expect(accept.enabled(session())).toBe(false);
    expect(accept.enabled(reject.perform(suggesting).session)).toBe(false);
  });
});

test("looking back, a class key changes nothing and says why", () => {
  const looking = previous.perform(submit.perform(choose(session(), "dog", false).session).session).session;
  const pressed = choose(looking, "cat", true);
  expect(pressed.effect).toBeUndefined();
  expect(pressed.session.hint).toMatch(/answered this one/);
  expect(submit.enabled(looking)).toBe(false);
  expect(undo.perform(looking).effect).toMatchObject({ kind: "undo", task: { id: 1 } });
});

test("choosing can submit at once, for those who want one key an item", () => {
  expect(choose(session(), "cat", true).effect).toMatchObject({ body: { value: { class: "cat" } } });
});

test("a skip carries its reason and the remarks", () => {
  const { effect } = skipBecause(edited(session(), { comment: "blurred" }), "No class fits");
  expect(effect).toMatchObject({ body: { skip: "No class fits", comment: "blurred" } });
});

test("a key means its action", () => {
  expect(actionFor("u", {})?.name).toBe("undo");
  expect(actionFor("q", {})).toBeUndefined();
  expect(actionFor("q", { undo: "q" })?.name).toBe("undo");
});
