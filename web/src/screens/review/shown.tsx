/** The item, with what was said drawn over it where that can be seen on the item itself. */

import { useMemo } from "preact/hooks";
import type { ItemPage } from "../../api/types";
import { titleOf, type Question, type Schema } from "../../core/questions";
import { toldOf, type Column } from "../../core/review";
import { toolOf, type AnyTool } from "../../tools";
import { useComparisons } from "../../tools/comparing";
import { Content } from "../../ui/content";
import { PartsTold } from "../../ui/told";

interface ShownProps {
  item: ItemPage;
  schema: Schema;
  said: readonly Column[];
}

export function Shown({ item, schema, said }: ShownProps) {
  const comparisons = useComparisons(schema.questions);
  const compared = useMemo(
    () =>
      schema.questions.flatMap((question) => {
        const comparison = comparisons.get(question.type);
        const answers = said.flatMap(({ name, value, note }) =>
          value && value[question.name] !== undefined
            ? [{ name, value: value[question.name], told: toldOf(note, question) }]
            : [],
        );
        return comparison && answers.length > 1 ? [{ question, answers, ...comparison }] : [];
      }),
    [schema, said, comparisons.size],
  );
  const drawing = schema.questions.find((question) => toolOf(question)?.Stage);
  return (
    <section class="card stack" aria-label="The item">
      {!compared.some(({ onItem }) => onItem) &&
        (drawing ? <Still question={drawing} item={item} said={said} /> : <Content item={item} />)}
      {compared.map(({ question, answers, onItem, Compared }) => (
        <section class="stack" key={question.name} aria-label={titleOf(question)}>
          {schema.questions.length > 1 && <h2 dir="auto">{titleOf(question)}</h2>}
          <div class={onItem ? "drawn" : ""}>
            <Compared question={question} item={item} answers={answers} />
          </div>
        </section>
      ))}
    </section>
  );
}

/** The item as the tool of a question draws it, with one answer, to look at only; a comment shows its part. */
function Still({ question, item, said }: { question: Question; item: ItemPage; said: readonly Column[] }) {
  const { Stage, model, show } = toolOf(question) as AnyTool;
  const own = useMemo(() => model(question), [item.id, question]);
  const one = said.find(({ value }) => value);
  const value = one?.value?.[question.name];
  const nothing = { ghost: undefined, active: false, change: () => undefined, keyOf: () => null };
  return (
    <>
      <div class="drawn">{Stage && <Stage {...{ question, item, value, ...nothing }} locked model={own} />}</div>
      {one && show && (
        <PartsTold note={one.note} value={one.value} question={question} show={(at) => show(own, value, at)} />
      )}
    </>
  );
}
