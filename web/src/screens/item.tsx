/** One item: what it is, its label with provenance, and every answer ever given. */

import "./items.css";
import * as calls from "../api/calls";
import { useResource } from "../api/resource";
import type { GivenAnswer, ItemPage } from "../api/types";
import type { Schema } from "../core/questions";
import { duration, moment, percent } from "../core/format";
import type { Params } from "../core/route";
import { sayValue } from "../tools";
import { Content } from "../ui/content";
import { CopyAs } from "../ui/copy";
import { AsExample } from "../ui/example";
import { Icon } from "../ui/icons";
import { LabelTag } from "../ui/item";
import { Heading, Trouble } from "../ui/parts";
import { ProjectScreen, type InProject } from "../ui/shell";
import { PartsTold } from "../ui/told";
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
            <Answers item={item} schema={project.schema} />
            <section class="card stack">
              <h2>In the guideline</h2>
              <AsExample item={item} schema={project.schema} changed={both} />
            </section>
            <About item={item} />
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

function Answers({ item: { answers, label }, schema }: { item: ItemPage; schema: Schema }) {
  return (
    <section class="card stack">
      <h2>Answers</h2>
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
                {one.review && <span class="tag">review</span>}
              </p>
              <Note note={one.note} />
              {schema.questions.map((question) => (
                <PartsTold key={question.name} note={one.note} value={one.value} question={question} />
              ))}
              <p class="small quiet">
                {one.worker ?? one.by}, {moment(one.created_at)}
                {one.seconds !== null && one.seconds > 0 && `, in ${duration(one.seconds)}`},{" "}
                {one.blind ? "blind" : "with a suggestion shown"}
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
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

function About({ item }: { item: ItemPage }) {
  const rows = Object.entries(item.metadata ?? {});
  return (
    <section class="card stack">
      <h2>About</h2>
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
    </section>
  );
}
