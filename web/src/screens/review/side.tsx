/** Beside the item under review: where it came from, all that was said of it, and the guideline. */

import * as calls from "../../api/calls";
import { useResource } from "../../api/resource";
import type { ItemPage, Project } from "../../api/types";
import { AsExample } from "../../ui/example";
import { GuidelineText } from "../../ui/guideline";
import { About, History } from "../../ui/history";
import { Trouble } from "../../ui/parts";

interface SideProps {
  item: ItemPage;
  project: Project;
  changed: () => void; // the item is in the guideline now, or out of it
}

export function Side({ item, project, changed }: SideProps) {
  const { schema } = project;
  return (
    <div class="review-side">
      <details class="card">
        <summary>About the item</summary>
        <About item={item} />
      </details>
      <details class="card">
        <summary>History</summary>
        <History item={item} schema={schema} />
      </details>
      <details class="card">
        <summary>Guideline</summary>
        <Rule project={project} />
        <h3>This item in the guideline</h3>
        <AsExample item={item} schema={schema} changed={changed} />
      </details>
    </div>
  );
}

function Rule({ project: { id, schema, guideline } }: Pick<SideProps, "project">) {
  const { data, problem, reload } = useResource(`guideline ${id}`, () => calls.guideline(id), guideline.version);
  return (
    <>
      <Trouble problem={problem} retry={reload} />
      {data && <GuidelineText text={data.text} examples={data.examples} schema={schema} />}
      {data && !data.text.trim() && data.examples.length === 0 && <p class="quiet">Nobody has written it yet.</p>}
    </>
  );
}
