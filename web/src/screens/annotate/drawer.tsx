/** The guideline beside the item, opened at the passage about the chosen class, with its examples. */

import { useEffect, useRef } from "preact/hooks";
import * as calls from "../../api/calls";
import { useResource } from "../../api/resource";
import { keep, readKept } from "../../api/kept";
import { Problem } from "../../api/problem";
import { news } from "../../core/guideline";
import { anchor } from "../../core/markdown";
import type { Schema } from "../../core/questions";
import { GuidelineText } from "../../ui/guideline";
import { Trouble } from "../../ui/parts";
import { Icon } from "../../ui/icons";
import { guideline } from "../../actions/annotate";
import { keyOf } from "./keymap";

interface DrawerProps {
  project: string;
  passage: string | null;
  schema: Schema;
  version: number | undefined;
  item: number | undefined; // the one that is asked about: it is no example for whoever answers it
  close: () => void;
}

export function GuidelineDrawer({ project, passage, schema, version, item, close }: DrawerProps) {
  const ref = useRef<HTMLDivElement>(null);
  const { data, problem, reload, seen } = useGuideline(project, version, item);
  const fresh = data && news(data.changed, data.examples);
  useEffect(() => {
    const place = passage ? ref.current?.querySelector(`#${CSS.escape(anchor(passage))}`) : null;
    place?.scrollIntoView({ block: "start" });
    place?.classList.add("found");
    return () => place?.classList.remove("found");
  }, [passage, data]);
  return (
    <aside class="drawer" aria-label="Guideline">
      <div class="row between">
        <h2>Guideline {data && <small class="quiet">version {data.version}</small>}</h2>
        <button class="button plain small" onClick={close}>
          <kbd>{keyOf(guideline)}</kbd> <Icon name="close" size={15} />
          <span class="visually-hidden">Close the guideline</span>
        </button>
      </div>
      {fresh && seen !== null && <p class="notice gold small">{fresh}</p>}
      <Trouble problem={problem} retry={reload} />
      <div class="drawer-text" ref={ref} tabIndex={0}>
        {data && (data.text.trim() || data.examples.length > 0) ? (
          <GuidelineText text={data.text} examples={data.examples} schema={schema} changed={data.changed} />
        ) : (
          data && <p class="quiet">Nobody has written a guideline yet.</p>
        )}
      </div>
    </aside>
  );
}

/** The guideline, with what has changed since it was last opened here; opening it makes it known. */
function useGuideline(project: string, version: number | undefined, item: number | undefined) {
  const name = `vermeil.guideline.${project}`;
  const seen = useRef(Number(readKept(name)) || null).current;
  const load = async () => {
    try {
      return await calls.guideline(project, seen);
    } catch (error) {
      const unknown = error instanceof Problem && error.status === 422; // of a server that was set up anew
      if (unknown) return calls.guideline(project);
      throw error;
    }
  };
  const found = useResource(`guideline ${project} ${seen}`, load, `${version} ${item}`);
  useEffect(() => {
    if (found.data) keep(name, String(found.data.version));
  }, [found.data]);
  return { ...found, seen };
}
