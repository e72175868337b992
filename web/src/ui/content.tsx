/** An item as it is, where no tool draws on it: words, a picture, sound, a page of the web, or data. */

import "./content.css";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { columnsOf, parsed } from "../core/json";
import { pagesOf } from "../core/leaves";
import type { Shown } from "../tools/tool";
import { harmless } from "./html";

export function Content({ item }: { item: Pick<Shown, "media" | "text" | "media_url" | "pages"> }) {
  const { media, text, media_url: url } = item;
  if (media === "image" && url) return <img class="content-picture" src={url} alt="The item" draggable={false} />;
  if (media === "audio" && url) return <audio class="sound" controls preload="auto" src={url} aria-label="The item" />;
  if (media === "document") return <Leaves urls={pagesOf(item)} />;
  if (media === "html") return <WebPage markup={text ?? ""} />;
  const data = media === "json" ? parsed(text ?? "") : null;
  return data ? (
    <div class="data" dir="auto">
      <Data value={data.value} />
    </div>
  ) : (
    <Words text={text ?? ""} />
  );
}

/** One page below the other; those further down come when one gets there. */
const Leaves = ({ urls }: { urls: readonly string[] }) => (
  <div class="stack">
    {urls.map((url, place) => (
      <img class="content-picture" src={url} alt={`Page ${place + 1}`} loading="lazy" draggable={false} />
    ))}
  </div>
);

/** Short words large, long texts readable, any direction of writing. */
export function Words({ text }: { text: string }) {
  const size = text.length < 160 ? "short" : text.length < 700 ? "middle" : "long";
  return (
    <p class={`words ${size}`} dir="auto">
      {text}
    </p>
  );
}

/** One of two things that are compared: words, a picture within the data, or data. */
export function Half({ value }: { value: unknown }) {
  if (typeof value !== "string") return <Data value={value} />;
  return value.startsWith("data:image/") ? (
    <img class="content-picture" src={value} alt="" draggable={false} />
  ) : (
    <Words text={value} />
  );
}

/** Strange markup in a frame where no script runs and no address is called; it lies there like paper, so that keys
 *  and the wheel stay the page's. */
function WebPage({ markup }: { markup: string }) {
  const ref = useRef<HTMLIFrameElement>(null);
  const page = useMemo(() => harmless(markup), [markup]);
  const fit = () => {
    const { current: frame } = ref;
    const whole = frame?.contentDocument?.documentElement;
    if (frame && whole) frame.height = String(whole.offsetHeight);
  };
  useLayoutEffect(() => {
    const watch = new ResizeObserver(fit);
    if (ref.current) watch.observe(ref.current);
    return () => watch.disconnect();
  }, []);
  return (
    <iframe
      ref={ref}
      class="web-page"
      title="The item"
      tabIndex={-1}
      sandbox="allow-same-origin"
      srcdoc={page}
      onLoad={fit}
    />
  );
}

function Data({ value }: { value: unknown }) {
  const columns = columnsOf(value);
  if (columns) return <Grid columns={columns} rows={value as Record<string, unknown>[]} />;
  if (Array.isArray(value))
    return (
      <ol class="data-list">
        {value.map((one) => (
          <li>
            <Data value={one} />
          </li>
        ))}
      </ol>
    );
  if (typeof value === "object" && value !== null)
    return (
      <dl class="data-names">
        {Object.entries(value).map(([name, one]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Data value={one} />
            </dd>
          </div>
        ))}
      </dl>
    );
  return <Leaf value={value} />;
}

const Leaf = ({ value }: { value: unknown }) =>
  typeof value === "string" ? (
    <span class="data-text" dir="auto">
      {value}
    </span>
  ) : (
    <code>{value === undefined ? "" : String(value)}</code>
  );

const Grid = ({ columns, rows }: { columns: string[]; rows: Record<string, unknown>[] }) => (
  <div class="table-wrap">
    <table>
      <thead>
        <tr>
          {columns.map((name) => (
            <th scope="col">{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {columns.map((name) => (
              <td>
                <Leaf value={row[name]} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
