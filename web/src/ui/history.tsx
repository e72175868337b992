/** Everything that was said of an item, and what it is, beside the item: on its own page and in review. */

import "../screens/items.css";
import type { GivenAnswer, ItemPage } from "../api/types";
import { duration, moment } from "../core/format";
import type { Schema } from "../core/questions";
import { sayValue } from "../tools";
import { PartsTold } from "./told";

/** Every answer ever given, oldest first. */
export function History({ item: { answers, label }, schema }: { item: ItemPage; schema: Schema }) {
  return (
    <>
      {answers.length === 0 ? (
        <p class="second">
          {label?.provenance === "machine" ? "Nobody was asked: the machine labelled it." : "Nobody has answered yet."}
        </p>
      ) : (
        <ol class="plain history">
          {answers.map((one) => (
            <li key={one.id} class={one.counts ? "" : "superseded"}>
              <p>
                <strong dir="auto">{one.value ? sayValue(one.value, schema) : "no answer"}</strong>{" "}
                {one.expert && <span class="tag">expert</span>} {one.superseded && <span class="tag">taken back</span>}{" "}
                {one.test && <span class="tag">test of the person</span>}{" "}
                {one.overruled && <span class="tag">overruled by a campaign</span>}{" "}
                {one.review && <span class="tag">review</span>} {one.imported && <span class="tag">imported</span>}
              </p>
              <Note note={one.note} />
              {schema.questions.map((question) => (
                <PartsTold key={question.name} note={one.note} value={one.value} question={question} />
              ))}
              <p class="small quiet">
                {one.worker ?? one.by}, {one.imported ? from(one) : given(one)}
              </p>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function given(one: GivenAnswer): string {
  const time = one.seconds !== null && one.seconds > 0 ? `, in ${duration(one.seconds)}` : "";
  return `${moment(one.created_at)}${time}, ${seenBefore(one)}, guideline version ${one.guideline_version}`;
}

/** Where an imported answer was given, and when, as far as the other tool says. */
function from(one: GivenAnswer): string {
  const when = one.annotated_at ? ` on ${one.annotated_at.slice(0, 10)}` : "";
  const where = one.tool ? `in ${one.tool}${when}` : `elsewhere${when}`;
  return `${where}, imported ${moment(one.created_at)}${one.blind ? ", said to be blind" : ""}`;
}

/** What whoever answered knew of other answers. */
function seenBefore({ blind, suggestion, review }: GivenAnswer): string {
  if (blind) return "blind";
  if (review) return "having read what was said before";
  return suggestion ? "with a suggestion shown" : "told why it was sent back";
}

function Note({ note }: { note: GivenAnswer["note"] }) {
  if (!note) return null;
  const text = (name: string) => (typeof note[name] === "string" ? (note[name] as string) : null);
  return (
    <p class="small">
      {text("skip") && <>Skipped: {text("skip")}. </>}
      {text("send_back") && <>Sent back: {text("send_back")}. </>}
      {note["ambiguous"] === true && <span class="tag">ambiguous</span>}{" "}
      {note["wrong"] === true && <span class="tag bad">obviously wrong</span>}
      {text("comment") && <q dir="auto">{text("comment")}</q>}
    </p>
  );
}

/** Where it came from. */
export function About({ item }: { item: ItemPage }) {
  const rows = Object.entries(item.metadata ?? {});
  return (
    <>
      <dl class="metadata small">
        <dt>Key</dt>
        <dd class="mono">{item.key}</dd>
        <dt>Arrived</dt>
        <dd>{moment(item.created_at)}</dd>
        {rows.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd dir="auto">{typeof value === "string" ? value : JSON.stringify(value)}</dd>
          </>
        ))}
      </dl>
    </>
  );
}
