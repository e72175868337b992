/** Drawings of cost: against accuracy (the plan) and round by round (forecast against actual). */

import "./chart.css";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { roundsOf, total, type Band, type CampaignLike } from "../core/campaign";
import { band, ceiling, line, linear, type Point, type Scale } from "../core/chart";
import { axisMoney, money, part, percent } from "../core/format";

/** The width that the page gives, so that letters in a drawing keep their size. */
export function useWidth() {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  useLayoutEffect(() => {
    const frame = ref.current;
    if (!frame) return;
    const watch = new ResizeObserver(
      ([entry]) => entry && setWidth(Math.max(260, Math.floor(entry.contentRect.width))),
    );
    watch.observe(frame);
    return () => watch.disconnect();
  }, []);
  return [ref, width] as const;
}

export const PAD = { left: 58, right: 18, top: 34, bottom: 44 };

interface FrameProps {
  width: number;
  height: number;
  x: Scale;
  y: Scale;
  xWords: string;
  yWords: string;
  xTick: (value: number) => string;
  yTick: (value: number) => string;
  label: string;
  children: ComponentChildren;
}

export function Frame({ width, height, x, y, xWords, yWords, xTick, yTick, label, children }: FrameProps) {
  const bottom = height - PAD.bottom;
  return (
    <svg class="chart" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {y.ticks.map((value) => (
        <g>
          <line class="grid-line" x1={PAD.left} x2={width - PAD.right} y1={y(value)} y2={y(value)} />
          <text class="tick" x={PAD.left - 8} y={y(value) + 4} text-anchor="end">
            {yTick(value)}
          </text>
        </g>
      ))}
      {x.ticks.map((value) => (
        <text class="tick" x={x(value)} y={bottom + 18} text-anchor="middle">
          {xTick(value)}
        </text>
      ))}
      <line class="axis" x1={PAD.left} x2={width - PAD.right} y1={bottom} y2={bottom} />
      <text class="axis-words" x={width - PAD.right} y={height - 6} text-anchor="end">
        {xWords}
      </text>
      <text class="axis-words" x={4} y={12}>
        {yWords}
      </text>
      {children}
    </svg>
  );
}

export interface PlanPoint {
  error_target: number;
  cost: Band;
}

interface CostChartProps {
  curve: readonly PlanPoint[];
  peopleOnly: number;
  currency: string;
  marks: readonly number[]; // error targets that can be chosen
  chosen: number;
  choose: (error: number) => void;
  now: { accuracy: number; spent: number } | null;
}

/** Total cost against certified accuracy, with its doubt; a forecast, so its marks are hollow. */
export function CostChart({ curve, peopleOnly, currency, marks, chosen, choose, now }: CostChartProps) {
  const [ref, width] = useWidth();
  const height = Math.round(Math.min(400, Math.max(260, width * 0.5)));
  const points = [...curve].sort((a, b) => b.error_target - a.error_target);
  const accuracies = [...points.map((one) => 1 - one.error_target), ...(now ? [now.accuracy] : [])];
  const most = Math.max(peopleOnly, ...points.map((one) => one.cost.high), now?.spent ?? 0);
  const x = linear([Math.min(0.9, ...accuracies), 1], [PAD.left, width - PAD.right]);
  const y = linear([0, ceiling(most)], [height - PAD.bottom, PAD.top], 4);
  const at = (pick: (band: Band) => number): Point[] =>
    points.map((one) => [x(1 - one.error_target), y(pick(one.cost))] as const);
  const late = now !== null && x(now.accuracy) > width * 0.6; // its words then stand before it
  const marked = marks
    .map((error) => ({ error, point: points.find((one) => Math.abs(one.error_target - error) < 1e-9) }))
    .filter(({ point }) => point);
  return (
    <div ref={ref} class="chart-frame">
      <Frame
        width={width}
        height={height}
        x={x}
        y={y}
        xWords="certified accuracy"
        yWords="total cost"
        xTick={(value) => percent(value)}
        yTick={(value) => axisMoney(value, currency)}
        label={`Forecast of the total cost: ${marked.map(({ error, point }) => `${percent(1 - error)} for ${money(point!.cost.mid, currency)}`).join(", ")}. By people alone ${money(peopleOnly, currency)}.`}
      >
        <path
          class="band"
          d={band(
            at((one) => one.high),
            at((one) => one.low),
          )}
        />
        <line class="people-line" x1={PAD.left} x2={width - PAD.right} y1={y(peopleOnly)} y2={y(peopleOnly)} />
        <text class="people-words" x={PAD.left + 6} y={y(peopleOnly) - 7}>
          all by people {money(peopleOnly, currency)}
        </text>
        <path class="curve" d={line(at((one) => one.mid))} />
        {marked.map(({ error, point }) => (
          <g class={`mark ${error === chosen ? "chosen" : ""}`} onClick={() => choose(error)}>
            <circle class="mark-area" cx={x(1 - error)} cy={y(point!.cost.mid)} r={16} />
            <circle class="mark-dot" cx={x(1 - error)} cy={y(point!.cost.mid)} r={error === chosen ? 8 : 6} />
          </g>
        ))}
        {now && (
          <g>
            <path class="now" d={`M${x(now.accuracy)} ${y(now.spent) - 8}l8 8l-8 8l-8 -8z`} />
            <text
              class="now-words"
              x={x(now.accuracy) + (late ? -12 : 12)}
              y={y(now.spent) + 4}
              text-anchor={late ? "end" : "start"}
            >
              now: {money(now.spent, currency)} spent
            </text>
          </g>
        )}
      </Frame>
    </div>
  );
}

/** What the total was forecast to be, round by round, over what was really spent, and what came in the end. */
export function RoundsChart({ campaign, peopleOnly }: { campaign: CampaignLike; peopleOnly: number }) {
  const [ref, width] = useWidth();
  const height = 270;
  const currency = campaign.prices.currency ?? "USD";
  const actual = campaign.state === "finished" ? total(campaign.spent) : null;
  const seen = roundsOf(campaign).filter((one) => one.forecast || one.spent !== null);
  const most = Math.max(
    peopleOnly,
    actual ?? 0,
    ...seen.map((one) => Math.min(one.forecast?.high ?? 0, 3 * peopleOnly)),
    ...seen.map((one) => one.spent ?? 0),
  );
  const last = Math.max(2, ...seen.map((one) => one.round));
  const first = Math.min(last - 1, ...seen.map((one) => one.round));
  const x = linear([first, last], [PAD.left + 14, width - PAD.right - 14]);
  const whole = Object.assign((value: number) => x(value), { ticks: x.ticks.filter(Number.isInteger) });
  const y = linear([0, ceiling(most)], [height - PAD.bottom, PAD.top], 4);
  const top = y(ceiling(most));
  const forecast = seen.filter((one) => one.forecast);
  const at = (pick: (band: Band) => number): Point[] =>
    forecast.map((one) => [x(one.round), Math.max(top, y(pick(one.forecast as Band)))] as const);
  const spent = seen.filter((one) => one.spent !== null).map((one) => [x(one.round), y(one.spent as number)] as const);
  return (
    <div ref={ref} class="chart-frame">
      <Frame
        width={width}
        height={height}
        x={whole}
        y={y}
        xWords="round"
        yWords="cost"
        xTick={String}
        yTick={(value) => axisMoney(value, currency)}
        label="Forecast of the total cost and what was spent, by round; the same figures are in the table."
      >
        <path
          class="band"
          d={band(
            at((one) => one.high),
            at((one) => one.low),
          )}
        />
        <line class="people-line" x1={PAD.left} x2={width - PAD.right} y1={y(peopleOnly)} y2={y(peopleOnly)} />
        <text class="people-words" x={PAD.left + 6} y={y(peopleOnly) - 7}>
          all by people
        </text>
        {actual !== null && (
          <line class="actual-line" x1={PAD.left} x2={width - PAD.right} y1={y(actual)} y2={y(actual)} />
        )}
        <path class="curve" d={line(at((one) => one.mid))} />
        {at((one) => one.mid).map(([cx, cy]) => (
          <circle class="mark-dot" cx={cx} cy={cy} r={4.5} />
        ))}
        <path class="spent" d={line(spent)} />
        {spent.map(([cx, cy]) => (
          <rect class="spent-dot" x={cx - 4} y={cy - 4} width={8} height={8} />
        ))}
      </Frame>
      <ul class="plain bar-key small">
        <li>
          <i class="sample curve-sample" /> forecast total, with its doubt
        </li>
        <li>
          <i class="sample spent-sample" /> spent so far
        </li>
        {actual !== null && (
          <li>
            <i class="sample actual-sample" /> actual total {money(actual, currency)}
          </li>
        )}
        <li>
          <i class="sample people-sample" /> all by people
        </li>
      </ul>
    </div>
  );
}

/** A cost in its parts: people in gold, machine in hatched silver, each named with its amount. */
export function SplitBar({
  parts,
  currency,
}: {
  parts: { name: string; amount: number; people: boolean }[];
  currency: string;
}) {
  const sum = parts.reduce((all, { amount }) => all + amount, 0) || 1;
  let from = 0;
  return (
    <div class="stack tight">
      <svg
        class="bar split"
        width="100%"
        height={26}
        role="img"
        aria-label={parts.map(({ name, amount }) => `${name} ${money(amount, currency)}`).join(", ")}
      >
        <defs>
          <pattern id="split-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line x1="0" y1="0" x2="0" y2="6" class="hatch-line" />
          </pattern>
        </defs>
        {parts.map(({ name, amount, people }, i) => {
          const [x, width] = [`${(100 * from) / sum}%`, `${(100 * amount) / sum}%`];
          from += amount;
          return (
            <g key={name}>
              <rect
                class={people ? "bar-human" : "bar-machine"}
                x={x}
                width={width}
                height={26}
                fill-opacity={people ? 1 - 0.22 * i : 1}
              />
              {!people && <rect x={x} width={width} height={26} fill="url(#split-hatch)" />}
            </g>
          );
        })}
      </svg>
      <ul class="plain split-key">
        {parts.map(({ name, amount, people }) => (
          <li>
            <i class={`swatch ${people ? "human" : "machine"}`} />
            <span>{name}</span>
            <strong>{money(amount, currency)}</strong>
            <span class="quiet small">{part(amount / sum)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
