/** Every audited item with both labels: what the promise rests on. */

import { useState } from "preact/hooks";
import * as calls from "../../api/calls";
import { useResource } from "../../api/resource";
import type { Project } from "../../api/types";
import type { Evidence } from "../../core/certificate";
import { count, counted } from "../../core/format";
import { Icon } from "../../ui/icons";
import { Thumb } from "../../ui/item";
import { Segments } from "../../ui/parts";

const FEW = 10;

export function EvidenceTable({ project, evidence }: { project: Project; evidence: Evidence[] }) {
  const [which, choose] = useState<"all" | "differ">("all");
  const [most, more] = useState(FEW);
  const differ = evidence.filter((one) => !one.agree);
  const rows = which === "all" ? [...differ, ...evidence.filter((one) => one.agree)] : differ;
  return (
    <section class="evidence">
      <div class="row between">
        <h3>Evidence: {counted(evidence.length, "audited item")}</h3>
        <span class="no-print">
          <Segments
            label="Which"
            value={which}
            options={[
              ["all", `All ${count(evidence.length)}`],
              ["differ", `Different ${count(differ.length)}`],
            ]}
            choose={choose}
          />
        </span>
      </div>
      {rows.length === 0 ? (
        <p class="second">None differed.</p>
      ) : (
        <div class="table-wrap" tabIndex={0} role="region" aria-label="Evidence">
          <table>
            <thead>
              <tr>
                <th scope="col">Item</th>
                <th scope="col">Person, blind</th>
                <th scope="col">Machine</th>
                <th scope="col">Compared</th>
                <th scope="col" class="number">
                  Surest first
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, most).map((one) => (
                <Row key={one.item} one={one} project={project} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > most && (
        <p class="no-print">
          <button class="button small" onClick={() => more(most + 100)}>
            Show more of {count(rows.length)}
          </button>
        </p>
      )}
    </section>
  );
}

function Row({ one, project }: { one: Evidence; project: Project }) {
  const id = typeof one.item === "number" ? one.item : null;
  const { data: item } = useResource(id === null ? null : `item ${id}`, () => calls.item(one.item));
  return (
    <tr class={one.agree ? "" : "differs"}>
      <td class="item-cell">
        <a class="item-link" href={`/projects/${project.id}/items/${one.item}`}>
          {item ? <Thumb item={item} /> : `Item ${one.item}`}
        </a>
      </td>
      <td dir="auto">
        <strong>{one.person}</strong>
      </td>
      <td dir="auto">{one.machine}</td>
      <td>
        {one.agree ? (
          <span class="row tags">
            <Icon name="check" size={15} /> same
          </span>
        ) : (
          <span class="tag bad">
            <Icon name="close" size={13} /> different
          </span>
        )}
      </td>
      <td class="number">no. {count(one.rank)}</td>
    </tr>
  );
}
