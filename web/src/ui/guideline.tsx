/** The guideline with its examples, each below the passage about its class. */

import "./guideline.css";
import { useMemo } from "preact/hooks";
import { chapters, type Changed, type Example } from "../core/guideline";
import { anchor, parse } from "../core/markdown";
import { pagesOf } from "../core/leaves";
import type { Question, Schema } from "../core/questions";
import { sayValue } from "../tools";
import { useShowing } from "../tools/showing";
import { Content } from "./content";
import { Markdown } from "./parts";
import { useTools } from "./tools";

interface GuidelineProps {
  text: string;
  examples: readonly Example[];
  schema: Schema;
  changed?: Changed | null | undefined;
  remove?: (item: number) => void; // for those who may
}

export function GuidelineText({ text, examples, schema, changed, remove }: GuidelineProps) {
  useTools(schema);
  const parts = useMemo(() => chapters(parse(text), examples), [text, examples]);
  return (
    <>
      {parts.map(({ about, blocks, examples: some }) => (
        <>
          {blocks.length ? (
            <Markdown blocks={blocks} />
          ) : (
            <h3 id={about === null ? undefined : anchor(about)} dir="auto">
              {about ?? "Examples"}
            </h3>
          )}
          {some.length > 0 && (
            <ul class="plain examples" aria-label={about === null ? "Examples" : `Examples of ${about}`}>
              {some.map((one) => (
                <One
                  key={one.item.id}
                  example={one}
                  schema={schema}
                  fresh={changed?.added.includes(one.item.id) ?? false}
                  remove={remove}
                />
              ))}
            </ul>
          )}
        </>
      ))}
    </>
  );
}

interface OneProps {
  example: Example;
  schema: Schema;
  fresh: boolean;
  remove: GuidelineProps["remove"];
}

function One({ example, schema, fresh, remove }: OneProps) {
  const { item, value, about, good, why } = example;
  return (
    <li class={`example ${good ? "" : "against"}`}>
      <div class="example-shown" tabIndex={0} role="group" aria-label={`Item ${item.id}`}>
        <Shown example={example} schema={schema} />
      </div>
      <p class="small">
        {about && <span class={`tag ${good ? "good" : "bad"}`}>{good ? about : `not ${about}`}</span>}{" "}
        {fresh && <span class="tag human">new</span>} <bdi>{sayValue(value, schema)}</bdi>
      </p>
      {why && (
        <p class="small" dir="auto">
          {why}
        </p>
      )}
      {remove && (
        <div class="buttons">
          <button class="button small" onClick={() => remove(item.id)}>
            Take out<span class="visually-hidden"> the example of {about ?? "the guideline"}</span>
          </button>
        </div>
      )}
    </li>
  );
}

/** The item with its answer drawn on it where that can be, else as it is; pictures in small. */
function Shown({ example: { item, value }, schema }: { example: Example; schema: Schema }) {
  const showing = useShowing(schema.questions);
  const drawn = schema.questions.find(({ name, type }: Question) => showing.has(type) && value[name] !== undefined);
  const Drawn = drawn && showing.get(drawn.type);
  const [first] = pagesOf(item);
  const url = first ? `${first}${first.includes("?") ? "&" : "?"}size=thumb` : null;
  const alt = `Item ${item.id}`;
  if (Drawn)
    return <Drawn question={drawn} value={value[drawn.name]} item={{ ...item, url, alt, text: item.text ?? null }} />;
  if (url) return <img class="content-picture" src={url} alt={alt} draggable={false} />;
  return <Content item={item} />;
}
