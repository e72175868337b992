/** One item: what it is, its label with provenance, and every answer ever given. */

import "./items.css";
import * as calls from "../api/calls";
import { useResource } from "../api/resource";
import type { ItemPage } from "../api/types";
import { percent } from "../core/format";
import type { Params } from "../core/route";
import { sayValue } from "../tools";
import { Content } from "../ui/content";
import { CopyAs } from "../ui/copy";
import { AsExample } from "../ui/example";
import { About, History } from "../ui/history";
import { Icon } from "../ui/icons";
import { LabelTag } from "../ui/item";
import { Heading, Trouble } from "../ui/parts";
import { ProjectScreen, type InProject } from "../ui/shell";
import { useTools } from "../ui/tools";

export default function Item({ params }: { params: Params }) {
  return (
    <ProjectScreen id={params["id"] as string}>
      {(given) => <Page {...given} id={params["item"] as string} />}
    </ProjectScreen>
  );
}

function Page({ project, version, id, changed }: InProject & { id: string }) {
  useTools(project.schema);
  const manages = project.role === "admin" || project.role === "manager";
  const { data: item, problem, reload } = useResource(`item ${id}`, () => calls.item(id, manages), version);
  const both = () => (reload(), changed()); // the item, and the version of the guideline
  return (
    <>
      <p class="small">
        <a class="back" href={`/projects/${project.id}/items`}>
          <Icon name="left" size={14} /> All items
        </a>
      </p>
      <div class="row between">
        <Heading title={`Item ${id}`}>{item && <p class="mono small">{item.key}</p>}</Heading>
        <CopyAs
          call={{
            path: `/items/${id}`,
            python: `item = client.items.get(${id})\nprint(item["label"], item["answers"])`,
          }}
        />
      </div>
      <Trouble problem={problem} retry={reload} />
      {item && (
        <div class="item-page">
          <section class="card" aria-label="Content">
            <Whole item={item} />
          </section>
          <div class="stack">
            <Label item={item} project={project} />
            <section class="card stack">
              <h2>Answers</h2>
              <History item={item} schema={project.schema} />
            </section>
            <section class="card stack">
              <h2>In the guideline</h2>
              <AsExample item={item} schema={project.schema} changed={both} />
            </section>
            <section class="card stack">
              <h2>About</h2>
              <About item={item} />
            </section>
          </div>
        </div>
      )}
    </>
  );
}

const SMALL = 200; // pixels: below, a picture is not stretched over the whole card

function Whole({ item }: { item: ItemPage }) {
  const url = calls.mediaPath(item.id, "full");
  if (item.media === "text")
    return (
      <p class="item-full" dir="auto">
        {item.text}
      </p>
    );
  if (item.media !== "image") return <Content item={{ ...item, media_url: url }} />;
  const sized = (event: Event) => {
    const image = event.currentTarget as HTMLImageElement;
    image.classList.toggle("small-picture", image.naturalWidth < SMALL);
  };
  return <img class="picture" src={url} alt={`Item ${item.key}`} onLoad={sized} />;
}

function Label({ item, project: { id, schema } }: { item: ItemPage; project: InProject["project"] }) {
  const { label } = item;
  return (
    <section class="card stack">
      <h2>Label</h2>
      {label ? (
        <p class="figure">
          <strong dir="auto">{sayValue(label.value, schema)}</strong>
        </p>
      ) : (
        <p class="second">It has none yet.</p>
      )}
      <LabelTag item={item} />
      {label?.provenance === "machine" && (
        <p class="small second">
          {typeof label.confidence === "number" && `${percent(label.confidence, 0)} sure (the model's own estimate). `}
          {label.model_version && (
            <>
              Model <span class="mono">{label.model_version}</span>.
            </>
          )}
        </p>
      )}
      {item.duplicate_of !== null && (
        <p class="small">
          A copy of <a href={`/projects/${id}/items/${item.duplicate_of}`}>item {item.duplicate_of}</a>, labelled once
          for both.
        </p>
      )}
    </section>
  );
}
