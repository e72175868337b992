/** Two people's spans over one text: what both mark, and what only one of them does. */

import { useMemo } from "preact/hooks";
import { hue, MarkedText, type Mark } from "./marks";
import { Offsets } from "./offsets";
import { has, keyOf, type Span } from "./rules";

interface ComparedProps {
  text: string;
  one: readonly Span[];
  other: readonly Span[];
  labels: readonly string[];
  names: readonly [string, string]; // whose spans they are
}

export function ComparedSpans({ text, one, other, labels, names }: ComparedProps) {
  const offsets = useMemo(() => new Offsets(text), [text]);
  const both = one.filter((span) => has(other, span));
  const only = [one.filter((span) => !has(other, span)), other.filter((span) => !has(one, span))];
  const mark = (span: Span, who: string | null): Mark => ({
    key: `${keyOf(span)} ${who ?? ""}`,
    start: offsets.units(span.start),
    end: offsets.units(span.end),
    tag: who ? `${who}: ${span.label}` : span.label,
    short: who ?? "",
    look: `${hue(labels, span.label)} ${who ? "current" : "agreed"}`,
  });
  const quoted = ({ start, end }: Span) => text.slice(offsets.units(start), offsets.units(end));
  return (
    <div class="stack">
      <MarkedText
        text={text}
        marks={[
          ...both.map((span) => mark(span, null)),
          ...names.flatMap((who, i) => only[i]!.map((span) => mark(span, who))),
        ]}
      />
      <ul class="plain stack tight small">
        <li>{both.length} marked alike</li>
        {names.flatMap((who, i) =>
          only[i]!.map((span) => (
            <li key={`${who} ${keyOf(span)}`}>
              Only {who}: <bdi>“{quoted(span)}”</bdi> {span.label}
            </li>
          )),
        )}
      </ul>
    </div>
  );
}
