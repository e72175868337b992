/** Answers of several people, or of a person and the machine, over one another on the picture, and how well the regions
 *  of one fit those of another. Each has a colour and a way of drawing lines; a number stands where two fit. */

import "./regions.css";
import { useMemo, useRef } from "preact/hooks";
import { counted } from "../../core/format";
import type { Question } from "../tool";
import type { Regions } from "./model";
import { paired, type Pair } from "./overlap";
import { Shapes, Tag } from "./overlay";
import { Picture, spot } from "./picture";
import { bounds, corners, minus, type Point, type Region } from "./shape";
import { pan, sight, whole, zoom, ZOOM, type Sight } from "./sight";

interface Answer {
  name: string; // "A", "B", "the machine"
  value: Regions;
  told?: readonly { at: number | string; text: string }[]; // comments on regions
}

interface ComparedProps {
  url: string;
  question: Question;
  answers: readonly Answer[]; // two or three
}

interface Meeting {
  one: Answer;
  other: Answer;
  pairs: Pair[];
}

export function Compared({ url, question, answers }: ComparedProps) {
  const seen = useMemo(() => sight(), [url]);
  const from = useRef<Point | null>(null);
  const radius = question["radius"] as number | undefined;
  const meetings = useMemo(
    () => answers.flatMap((one, i) => answers.slice(i + 1).map((other) => meeting(one, other, radius))),
    [answers, radius],
  );
  const met = new Set(meetings.flatMap(({ pairs }) => pairs.flatMap(({ one, other }) => [one, other])));
  const drag = (event: PointerEvent) => {
    const to = spot(event);
    if (from.current) pan(seen, minus(to, from.current));
    if (from.current) from.current = to;
  };
  return (
    <figure class="regions compared">
      <Picture
        key={url}
        url={url}
        sight={seen}
        label="The picture with all answers; the table below says how well they fit. Plus and minus zoom, arrows move it."
        drawn={
          <>
            {answers.map(({ value }, i) => (
              <Shapes regions={value} hue={`hue-${i} by-${i}`} />
            ))}
            {answers.map(({ name, value }) =>
              value.filter((one) => !met.has(one)).map((one) => <Tag region={one} words={`only ${name}`} />),
            )}
            {answers.flatMap(({ value, told = [] }) =>
              told.map(({ at, text }) => {
                const region = value[Number(at)];
                return region && <Tag region={region} words={short(text)} below />;
              }),
            )}
            {answers[0]?.value.map((region) => (
              <Fits
                region={region}
                pairs={meetings.flatMap(({ pairs }) => pairs.filter(({ one }) => one === region))}
              />
            ))}
          </>
        }
        hand={{
          onKeyDown: (event) => looked(seen, event),
          onPointerDown: (event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            from.current = spot(event);
          },
          onPointerMove: drag,
          onPointerUp: () => void (from.current = null),
          onPointerCancel: () => void (from.current = null),
        }}
      />
      <figcaption>
        <table>
          <thead>
            <tr>
              <th>Answers</th>
              <th>Regions</th>
              <th>Fit each other</th>
              <th>{question.type === "points" ? "Mean fit" : "Mean IoU"}</th>
              <th>Other label</th>
            </tr>
          </thead>
          <tbody>
            {meetings.map((one) => (
              <Row {...one} answers={answers} />
            ))}
          </tbody>
        </table>
      </figcaption>
    </figure>
  );
}

const SHORT = 28; // characters of a comment that stand on the picture; all of it stands in the list beside

const short = (text: string): string => (text.length > SHORT ? `${text.slice(0, SHORT)} …` : text);

const meeting = (one: Answer, other: Answer, radius?: number): Meeting => ({
  one,
  other,
  pairs: paired(one.value, other.value, radius),
});

/** How well the other answers fit this region of the first, in its middle; another label is named. */
function Fits({ region, pairs }: { region: Region; pairs: readonly Pair[] }) {
  const { low, high } = bounds(corners(region));
  const others = new Set(pairs.map(({ other }) => other.label).filter((label) => label !== region.label));
  return (
    <g transform={`translate(${(low[0] + high[0]) / 2} ${(low[1] + high[1]) / 2})`}>
      <text class={`unscaled ${others.size ? "differs" : ""}`} y={4} text-anchor="middle">
        {pairs.map(({ fit }) => fit.toFixed(2)).join(" · ")}
      </text>
      {others.size > 0 && (
        <text class="unscaled differs" y={19} text-anchor="middle">
          {[region.label, ...others].join(" or ")}
        </text>
      )}
    </g>
  );
}

function Row({ one, other, pairs, answers }: Meeting & { answers: readonly Answer[] }) {
  const mean = pairs.reduce((sum, { fit }) => sum + fit, 0) / pairs.length;
  const key = ({ name }: Answer, place: number) => (
    <span class={`compared-key hue-${place}`}>
      <svg class={`by-${place}`} width={28} height={10} aria-hidden="true">
        <path class="region-line" d="M1 5H27" />
      </svg>
      {name}
    </span>
  );
  return (
    <tr>
      <th scope="row">
        {key(one, answers.indexOf(one))} {key(other, answers.indexOf(other))}
      </th>
      <td>
        {one.value.length} and {other.value.length}
      </td>
      <td>{counted(pairs.length, "pair")}</td>
      <td>{pairs.length ? mean.toFixed(2) : "none"}</td>
      <td>{pairs.filter(({ one, other }) => one.label !== other.label).length}</td>
    </tr>
  );
}

const STEP = 60; // pixels of the screen that an arrow moves the picture
const LOOK: Record<string, (seen: Sight) => void> = {
  "+": (seen) => zoom(seen, ZOOM),
  "=": (seen) => zoom(seen, ZOOM),
  "-": (seen) => zoom(seen, 1 / ZOOM),
  z: whole,
  ArrowLeft: (seen) => pan(seen, [STEP, 0]),
  ArrowRight: (seen) => pan(seen, [-STEP, 0]),
  ArrowUp: (seen) => pan(seen, [0, STEP]),
  ArrowDown: (seen) => pan(seen, [0, -STEP]),
};

/** While the picture has the focus, these keys are its own. */
function looked(seen: Sight, event: KeyboardEvent): void {
  const look = event.ctrlKey || event.metaKey || event.altKey ? undefined : LOOK[event.key];
  if (!look) return;
  event.preventDefault();
  event.stopPropagation();
  look(seen);
}
