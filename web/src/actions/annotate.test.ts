import { beforeAll, describe, expect, test } from "vitest";
import { active, arrived, current, edited, EMPTY, type Session } from "../core/session";
import { task } from "../core/session.fixture";
import { haveTools } from "../tools";
import {
  accept,
  ACTIONS,
  actionFor,
  leave,
  nextQuestion,
  previous,
  reject,
  say,
  skipBecause,
  stepBack,
  stepForth,
  submit,
  take,
  undo,
  type Step,
} from "./annotate";

const session = (): Session => arrived(EMPTY, [task(1), task(2)]);

/** An answer to one question by its name. */
function choose(from: Session, value: unknown, atOnce = false, name = "class"): Step {
  const question = (current(from) ?? task(0)).schema.questions.find((one) => one.name === name);
  return say(from, question ?? { name, type: "classes" }, value, atOnce);
}

test("no two actions share a key", () => {
  const keys = ACTIONS.flatMap((action) => action.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test("every action leaves the session it was given as it was", () => {
  const before = choose(session(), "cat").session;
  const copy = structuredClone(before);
  for (const action of ACTIONS) if (action.enabled(before)) action.perform(before);
  expect(before).toEqual(copy);
});

describe("submit", () => {
  test("sends the choice and brings the next task", () => {
    const { session: next, effect } = submit.perform(choose(session(), "dog", false).session);
    expect(effect).toMatchObject({ kind: "submit", sent: [{ task: { id: 1 }, body: { value: { class: "dog" } } }] });
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
    expect(chosen).toMatchObject({ session: { draft: { value: { class: "cat" } } }, waits: true });
    expect(chosen.effect).toBeUndefined();
    expect(skipBecause(undone.session, "No answer fits").effect).toBeUndefined();
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
    expect(accept.perform(suggesting).effect).toMatchObject({ sent: [{ body: { value: { class: "dog" } } }] });
    expect(accept.enabled(session())).toBe(false);
    expect(accept.enabled(reject.perform(suggesting).session)).toBe(false);
  });
});

describe("several questions", () => {
  const schema = {
    questions: [
      { name: "class", type: "classes", classes: ["whole", "damaged"] },
      { name: "badness", type: "rating", ask: "How bad is it?", when: { class: "damaged" } },
      { name: "note", type: "text", optional: true },
    ],
  };
  const value = { class: "damaged", badness: 4 };
  const start = (more = {}) => arrived(EMPTY, [task(1, { schema, ...more }), task(2, { schema })]);
  beforeAll(() => haveTools(schema));

  test("a choice turns to the next question, and sends nothing before all are answered", () => {
    const { session: after, effect } = choose(start(), "damaged", true);
    expect(effect).toBeUndefined();
    expect(active(after)?.name).toBe("badness");
    const asking = submit.perform(after);
    expect(asking.effect).toBeUndefined();
    expect(asking.session.hint).toBe("Answer “How bad is it?” first, or skip the item.");
    const rated = choose(asking.session, 4, false, "badness").session;
    expect(active(rated)?.name).toBe("badness"); // the note may be left out
    expect(submit.perform(rated).effect).toMatchObject({ sent: [{ body: { value } }] });
  });

  test("a wrong answer keeps the item, is named and is turned to", () => {
    const wrong = choose(choose(start(), "damaged").session, 9, false, "badness").session;
    const { session: after, effect } = submit.perform(wrong);
    expect(effect).toBeUndefined();
    expect(after.hint).toMatch(/from 1 to 5/);
    expect(active(after)?.name).toBe("badness");
  });

  test("every step is undone and redone; Escape takes back a choice only", () => {
    const two = choose(choose(start(), "damaged").session, 4, false, "badness").session;
    const one = stepBack.perform(two).session;
    expect(one.draft.value).toEqual({ class: "damaged" });
    expect(stepForth.perform(one).session.draft.value).toEqual(value);
    expect(leave.enabled(nextQuestion.perform(two).session)).toBe(false);
    expect(leave.perform(edited(two, { active: "badness" })).session.draft.value["badness"]).toBeUndefined();
  });

  test("a suggestion is sent whole, or taken over and corrected", () => {
    const suggesting = start({ suggestion: { value, confidence: 0.8 } });
    expect(accept.perform(suggesting).effect).toMatchObject({ sent: [{ body: { value } }] });
    const mine = take.perform(suggesting).session;
    expect(take.enabled(mine)).toBe(false);
    const corrected = choose(mine, 2, false, "badness").session;
    expect(submit.perform(corrected).effect).toMatchObject({
      sent: [{ body: { value: { class: "damaged", badness: 2 } } }],
    });
    expect(stepBack.perform(mine).session.draft.value).toEqual({});
    expect(take.enabled(reject.perform(suggesting).session)).toBe(false);
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
  expect(choose(session(), "cat", true).effect).toMatchObject({ sent: [{ body: { value: { class: "cat" } } }] });
});

test("a skip carries its reason and the remarks", () => {
  const { effect } = skipBecause(edited(session(), { comment: "blurred" }), "No answer fits");
  expect(effect).toMatchObject({ sent: [{ body: { skip: "No answer fits", comment: "blurred" } }] });
});

test("a key means its action", () => {
  expect(actionFor("u", {})?.name).toBe("undo");
  expect(actionFor("q", {})).toBeUndefined();
  expect(actionFor("q", { undo: "q" })?.name).toBe("undo");
});

describe("a delayed suggestion", () => {
  const waiting = task(1, { delayed: true, suggestion: { value: { class: "cat" }, next: [] } });
  const start: Session = { ...EMPTY, queue: [waiting] };

  test("is shown after an answer that differs, and the first answer goes along", () => {
    expect(accept.enabled(start)).toBe(false);
    const shown = submit.perform(choose(start, "dog", false).session);
    expect(shown.effect).toBeUndefined();
    expect(shown.session.hint).toContain("something else");
    expect(submit.perform(shown.session).effect).toMatchObject({
      sent: [{ body: { value: { class: "dog" }, first: { class: "dog" } } }],
    });
    expect(accept.perform(shown.session).effect).toMatchObject({
      sent: [{ body: { value: { class: "cat" }, first: { class: "dog" } } }],
    });
  });

  test("is not shown to whoever says the same", () => {
    const { effect } = submit.perform(choose(start, "cat", false).session);
    expect(effect).toMatchObject({ sent: [{ body: { value: { class: "cat" } } }] });
  });
});
