/** The guideline beside the item, opened at the passage about the chosen class. */

import { useEffect, useRef } from "preact/hooks";
import * as calls from "../../api/calls";
import { useResource } from "../../api/resource";
import { keep, readKept } from "../../api/kept";
import { anchor, Markdown, Trouble } from "../../ui/parts";
import { Icon } from "../../ui/icons";
import { guideline } from "../../actions/annotate";
import { keyOf } from "./keymap";

interface DrawerProps {
  project: string;
  passage: string | null;
  version: number | undefined;
  close: () => void;
}

export function GuidelineDrawer({ project, passage, version, close }: DrawerProps) {
  const ref = useRef<HTMLDivElement>(null);
  const { data, problem, reload } = useResource(`guideline ${project}`, () => calls.guideline(project), version);
  const isNew = useNews(project, data?.version);
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
      {isNew && <p class="notice gold small">This text has changed since you last read it.</p>}
      <Trouble problem={problem} retry={reload} />
      <div class="drawer-text" ref={ref} tabIndex={0}>
        {data?.text.trim() ? (
          <Markdown text={data.text} />
        ) : (
          data && <p class="quiet">Nobody has written a guideline yet.</p>
        )}
      </div>
    </aside>
  );
}

/** Whether the version is another than the one last opened here; opening it makes it known. */
function useNews(project: string, version: number | undefined): boolean {
  const name = `vermeil.guideline.${project}`;
  const seen = useRef(readKept(name));
  useEffect(() => {
    if (version !== undefined) keep(name, String(version));
  }, [version]);
  return version !== undefined && seen.current !== null && seen.current !== String(version);
}
