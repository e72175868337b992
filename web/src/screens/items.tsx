/** Every item with its label and where that came from; filters stand in the address, so a view can be sent on. */

import "./items.css";
import { useEffect, useState } from "preact/hooks";
import * as calls from "../api/calls";
import { useResource } from "../api/resource";
import type { Batch, Item, ItemCount, Project } from "../api/types";
import { count, counted, percent } from "../core/format";
import { classesOf } from "../core/questions";
import type { Params } from "../core/route";
import { address, refine } from "../router";
import { sayValue } from "../tools";
import { CopyAs, literal } from "../ui/copy";
import { Icon } from "../ui/icons";
import { LabelTag, Thumb } from "../ui/item";
import { Field, Heading, Trouble } from "../ui/parts";
import { ProjectScreen, type InProject } from "../ui/shell";
import { useTools } from "../ui/tools";

export default function Items({ params }: { params: Params }) {
  return <ProjectScreen id={params["id"] as string}>{(given) => <Table {...given} />}</ProjectScreen>;
}

const LIMIT = 50;
const COUNTED = 10_000; // the server counts no further
const FILTERS = ["state", "class", "q", "batch", "cursor"] as const;

const STATES = [
  ["", "All states"],
  ["human", "Labelled by people"],
  ["machine", "Labelled by the machine"],
  ["unlabelled", "Open"],
  ["duplicate", "Copies of others"],
] as const;

function Table({ project, version }: InProject) {
  useTools(project.schema);
  const query = address.value.searchParams;
  const filter = Object.fromEntries(FILTERS.map((name) => [name, query.get(name)])) as calls.ItemFilter;
  const path = calls.itemsPath(project.id, { ...filter, limit: LIMIT });
  const { data, problem, loading, reload } = useResource(
    path,
    () => calls.items(project.id, { ...filter, limit: LIMIT }),
    version,
  );
  const { data: batches } = useResource(`batches ${project.id}`, () => calls.batches(project.id), version);
  const { cursor, ...rest } = filter;
  const given = Object.entries(rest).filter(([, value]) => value);
  const python = `for item in client.items.list(${[project.id, ...given.map(([name, value]) => (name === "class" ? `**{"class": ${literal(value)}}` : `${name}=${literal(value)}`))].join(", ")}):\n    print(item["key"], item["label"])`;
  const { data: found } = useResource(
    given.length > 0 ? `count ${calls.itemsPath(project.id, rest)}` : null,
    () => calls.countItems(project.id, rest),
    version,
  );
  const manages = project.role === "admin" || project.role === "manager";
  return (
    <>
      <div class="row between">
        <Heading title="Items" />
        <div class="buttons">
          <CopyAs call={{ path, python }} />
          {manages && (
            <a class="button" href={`/projects/${project.id}/import`}>
              <Icon name="plus" /> Import more
            </a>
          )}
        </div>
      </div>
      <Filters project={project} batches={batches ?? []} />
      <p class="small second matches" aria-live="polite">
        {matches(project, given.length > 0, found)}
      </p>
      <Trouble problem={problem} retry={reload} />
      {data && data.items.length === 0 && <Empty filtered={given.length > 0 || Boolean(cursor)} project={project} />}
      {data && data.items.length > 0 && (
        <div class={`table-wrap ${loading ? "reading" : ""}`} tabIndex={0} role="region" aria-label="Items">
          <table class="items">
            <thead>
              <tr>
                <th scope="col">Item</th>
                <th scope="col">Label</th>
                <th scope="col">By</th>
                <th scope="col" class="number">
                  Machine's confidence
                </th>
                <th scope="col" class="key-cell">
                  Key
                </th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((item) => (
                <Row key={item.id} item={item} project={project} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <nav class="row between pager" aria-label="Pages">
        <button class="button" disabled={!cursor} onClick={() => history.back()}>
          <Icon name="left" size={15} /> Back
        </button>
        <button class="button" disabled={!data?.next_cursor} onClick={() => turn(data?.next_cursor ?? null)}>
          Next {LIMIT} <Icon name="right" size={15} />
        </button>
      </nav>
    </>
  );
}

/** How many items the filters let through, as far as that is known. */
function matches(project: Project, filtered: boolean, found: ItemCount | undefined): string {
  const all = counted(project.counts.items, "item");
  if (!filtered) return all;
  if (!found) return "";
  const many = found.exact ? "" : found.items >= COUNTED ? "more than " : "at least ";
  return `${many}${count(found.items)} of ${all}`;
}

/** The next page is a step in the history, so that Back leads to the page before. */
function turn(cursor: string | null): void {
  const { pathname, search } = address.peek();
  const query = new URLSearchParams(search);
  if (cursor) query.set("cursor", cursor);
  history.pushState(null, "", `${pathname}?${query.toString()}`);
  window.dispatchEvent(new PopStateEvent("popstate"));
  window.scrollTo(0, 0);
}

function Filters({ project, batches }: { project: Project; batches: Batch[] }) {
  const classes = classesOf(project.schema);
  const query = address.value.searchParams;
  const set = (name: string, value: string) => refine({ [name]: value || null, cursor: null });
  return (
    <search class="filters card">
      <Field label="State">
        {(ids) => (
          <select
            {...ids}
            class="input"
            value={query.get("state") ?? ""}
            onChange={(event) => set("state", event.currentTarget.value)}
          >
            {STATES.map(([value, words]) => (
              <option value={value}>{words}</option>
            ))}
          </select>
        )}
      </Field>
      {classes.length > 0 && (
        <Field label="Class">
          {(ids) => (
            <select
              {...ids}
              class="input"
              value={query.get("class") ?? ""}
              onChange={(event) => set("class", event.currentTarget.value)}
            >
              <option value="">All classes</option>
              {classes.map((name) => (
                <option value={name}>{name}</option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field label="Batch">
        {(ids) => (
          <select
            {...ids}
            class="input"
            value={query.get("batch") ?? ""}
            onChange={(event) => set("batch", event.currentTarget.value)}
          >
            <option value="">All batches</option>
            {batches.map((batch) => (
              <option value={String(batch.id)}>{batch.name || `Batch ${batch.id}`}</option>
            ))}
          </select>
        )}
      </Field>
      <Search value={query.get("q") ?? ""} set={(text) => set("q", text)} />
    </search>
  );
}

const TYPING_PAUSE = 300;

function Search({ value, set }: { value: string; set: (text: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => set(typed), TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <Field label="Search">
      {(ids) => (
        <input
          {...ids}
          type="search"
          class="input"
          placeholder="Text or key"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

function Row({ item, project }: { item: Item; project: Project }) {
  const to = `/projects/${project.id}/items/${item.id}`;
  return (
    <tr>
      <td class="item-cell">
        <a href={to} class="item-link">
          <Thumb item={item} />
        </a>
      </td>
      <td>
        {item.label ? (
          <strong dir="auto">{sayValue(item.label.value, project.schema)}</strong>
        ) : (
          <span class="quiet">–</span>
        )}
      </td>
      <td>
        <LabelTag item={item} />
      </td>
      <td class="number">{typeof item.label?.confidence === "number" ? percent(item.label.confidence, 0) : "–"}</td>
      <td class="mono small key-cell">{item.key}</td>
    </tr>
  );
}

function Empty({ filtered, project }: { filtered: boolean; project: Project }) {
  if (filtered)
    return (
      <div class="card stack">
        <p>No item fits these filters.</p>
        <p>
          <a class="button" href={`/projects/${project.id}/items`}>
            Show all {count(project.counts.items)}
          </a>
        </p>
      </div>
    );
  return (
    <div class="card stack">
      <p>There is no data yet.</p>
      <p>
        <a class="button primary" href={`/projects/${project.id}/import`}>
          Import items
        </a>
      </p>
    </div>
  );
}
