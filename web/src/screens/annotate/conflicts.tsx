/** Answers the server did not take as they are: both versions side by side, and the person decides. */

import { useState } from "preact/hooks";
import * as calls from "../../api/calls";
import * as outbox from "../../api/outbox";
import { words } from "../../api/problem";
import type { Entry } from "../../core/outbox";
import { entry } from "../../core/outbox";
import { useTools } from "../../ui/tools";
import type { Schema, Value } from "../../core/questions";
import { sayValue } from "../../tools";
import { Dialog, Trouble } from "../../ui/parts";
import { say } from "../../ui/toast";

export function Conflicts({ open, close }: { open: boolean; close: () => void }) {
  const entries = outbox.trouble.value;
  return (
    <Dialog title={entries.length > 1 ? "These answers need you" : "This answer needs you"} open={open} close={close}>
      <p class="second">They are kept here until you decide. Nothing was lost or overwritten.</p>
      {entries.map((one) => (
        <Conflict key={one.key} one={one} />
      ))}
    </Dialog>
  );
}

const told = (value: unknown, schema: Schema): string =>
  typeof value === "object" && value !== null ? sayValue(value as Value, schema) : "skipped, or not shown to you";

function Conflict({ one }: { one: Entry }) {
  const [problem, setProblem] = useState("");
  const { schema, item } = one.task;
  useTools(schema);
  const mine = one.body.value ? sayValue(one.body.value, schema) : `skipped: ${one.body.skip ?? ""}`;
  const replace = async () => {
    try {
      const task = await calls.undo(one.storedId as number);
      outbox.drop(one.key);
      outbox.post(entry({ ...one.task, ...task }, one.body, one.seconds, Date.now()));
      say("Your version is the answer now.");
    } catch (error) {
      setProblem(words(error));
    }
  };
  const again = () => outbox.post(entry(one.task, one.body, one.seconds, Date.now()));
  return (
    <article class="card stack">
      {item.media === "image" && item.media_url ? (
        <img class="conflict-picture" src={item.media_url} alt="The item" />
      ) : (
        <p class="conflict-text" dir="auto">
          {item.text}
        </p>
      )}
      <p class="small">{one.problem}</p>
      <div class="versions">
        <div>
          <p class="label">Yours</p>
          <p class="version">{mine}</p>
        </div>
        {one.state === "conflict" && (
          <div>
            <p class="label">Stored</p>
            <p class="version">{told(one.stored, schema)}</p>
          </div>
        )}
      </div>
      <Trouble problem={problem} />
      <div class="buttons">
        <button class="button" onClick={() => outbox.drop(one.key)}>
          {one.state === "conflict" ? "Keep the stored one" : "Drop my answer"}
        </button>
        {one.state === "conflict" && one.storedId !== undefined && (
          <button class="button" onClick={() => void replace()}>
            Make mine the answer
          </button>
        )}
        {one.state === "refused" && (
          <button class="button" onClick={again}>
            Send it again
          </button>
        )}
      </div>
    </article>
  );
}
