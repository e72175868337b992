/** The certificate reads like a document: the promise, how it was tested, the evidence; for people without statistics. */

import "./certificate.css";
import * as calls from "../../api/calls";
import { useResource } from "../../api/resource";
import type { Campaign, Project } from "../../api/types";
import { inWords, live, total } from "../../core/campaign";
import { byPeopleAlone, plainly, promise, readCertificate, type Certificate as Proof } from "../../core/certificate";
import { count, counted, momentUtc, money, percent } from "../../core/format";
import { goal } from "../../core/order";
import { classesOf } from "../../core/questions";
import type { Params } from "../../core/route";
import { address, refine } from "../../router";
import { CopyAs } from "../../ui/copy";
import { Hallmark } from "../../ui/hallmark";
import { Icon } from "../../ui/icons";
import { Heading, Trouble } from "../../ui/parts";
import { ProjectScreen, type InProject } from "../../ui/shell";
import { Table } from "../../ui/table";
import { EvidenceTable } from "./evidence";

export default function Certificate({ params }: { params: Params }) {
  return <ProjectScreen id={params["id"] as string}>{(given) => <Page {...given} />}</ProjectScreen>;
}

function Page({ project, version }: InProject) {
  const id = String(project.id);
  const { data: campaigns, problem, reload } = useResource(`campaigns ${id}`, () => calls.campaigns(id), version);
  const asked = address.value.searchParams.get("campaign");
  const proven = (campaigns ?? []).filter((one) => one.certificate_id !== null);
  const campaign = proven.find((one) => String(one.id) === asked) ?? proven[0];
  const { data: raw, problem: unread } = useResource(campaign ? `certificate ${campaign.id}` : null, () =>
    calls.certificate(campaign!.id),
  );
  return (
    <>
      <div class="row between no-print">
        <Heading title="Certificate" />
        {campaign && (
          <div class="buttons">
            {proven.length > 1 && <History campaigns={proven} all={campaigns ?? []} chosen={campaign} />}
            <CopyAs
              call={{
                path: `/campaigns/${campaign.id}/certificate`,
                python: `certificate = client.campaigns.certificate(${campaign.id})\nprint(certificate)`,
              }}
            />
            <a class="button" href={calls.certificatePath(campaign.id)} download={`certificate-${campaign.id}.json`}>
              <Icon name="download" size={16} /> JSON
            </a>
            <button class="button" onClick={() => window.print()}>
              Print
            </button>
          </div>
        )}
      </div>
      <Trouble problem={problem ?? unread} retry={reload} />
      {campaigns && !campaign && <NotYet project={project} campaign={campaigns[0]} />}
      {campaign && raw && (
        <Document project={project} campaign={campaign} proof={readCertificate(raw, classesOf(project.schema))} />
      )}
    </>
  );
}

interface HistoryProps {
  campaigns: Campaign[]; // those with a certificate
  all: Campaign[]; // newest first
  chosen: Campaign;
}

function History({ campaigns, all, chosen }: HistoryProps) {
  return (
    <select
      class="input history-select"
      aria-label="Certificate of which campaign"
      value={String(chosen.id)}
      onChange={(event) => refine({ campaign: event.currentTarget.value })}
    >
      {campaigns.map((one) => (
        <option value={String(one.id)}>Campaign {all.length - all.indexOf(one)}</option>
      ))}
    </select>
  );
}

function NotYet({ project, campaign }: { project: Project; campaign: Campaign | undefined }) {
  const failed = campaign?.state === "failed";
  return (
    <section class="card not-yet">
      <Hallmark state={failed ? "failed" : "open"} size={84} />
      <div class="stack">
        <h2>
          {failed ? "The promise was not proven" : campaign && live(campaign) ? "Not yet" : "There is no certificate"}
        </h2>
        {campaign ? (
          <p>{inWords(campaign)}</p>
        ) : (
          <p>A campaign ends with one: a blind audit by people shows how far the machine's labels can be trusted.</p>
        )}
        {failed && <Ways project={project} />}
        <p>
          <a class="button" href={`/projects/${project.id}/${campaign && live(campaign) ? "campaigns" : "plan"}`}>
            {campaign && live(campaign) ? "Follow its rounds" : "To the plan"}
          </a>
        </p>
      </div>
    </section>
  );
}

/** How a target that was missed can still be reached, the cheapest first. */
const Ways = ({ project }: { project: Project }) => (
  <>
    <p>Ways to get there, usually the cheapest first:</p>
    <ul>
      <li>
        start again with a higher cap on the <a href={`/projects/${project.id}/plan`}>plan</a>: what people have
        answered counts and is not paid again;
      </li>
      <li>accept a little more error, or a little less confidence;</li>
      <li>
        sharpen the <a href={`/projects/${project.id}/guideline`}>guideline</a> where people disagree, so that the model
        learns sooner;
      </li>
      <li>let people label the rest: then nothing needs to be proven.</li>
    </ul>
  </>
);

function Document({ project, campaign, proof }: { project: Project; campaign: Campaign; proof: Proof }) {
  const alone = byPeopleAlone(proof);
  return (
    <article class="document">
      <header class="document-head">
        <Hallmark state={proof.holds ? "holds" : "failed"} size={92} />
        <div>
          <p class="document-kind">{proof.holds ? "Certificate of labelling" : "Not certified"}</p>
          <h2>{project.name}</h2>
          {proof.issued && (
            <p class="small second">
              Issued <time dateTime={proof.issued}>{momentUtc(proof.issued)}</time>
            </p>
          )}
        </div>
      </header>
      <div class="stack tight">
        <p class="promise">{promise(proof)}</p>
        {plainly(proof) && <p class="plainly">{plainly(proof)}</p>}
      </div>
      {!proof.holds && (
        <div class="notice bad stack tight">
          <p>
            Wanted: {goal(proof)}. {campaign.reason}
          </p>
          <Ways project={project} />
        </div>
      )}
      <Facts campaign={campaign} proof={proof} alone={alone} />
      {alone ? <AlonePart campaign={campaign} /> : proof.audited > 0 && <HowPart proof={proof} />}
      {proof.promised.length > 0 && <PromisedPart proof={proof} />}
      {proof.byClass.length > 0 && <ByClassPart proof={proof} />}
      {proof.holds && <LimitsPart proof={proof} />}
      {!alone && proof.evidence.length > 0 && <EvidenceTable project={project} evidence={proof.evidence} />}
      <VerifyPart campaign={campaign} proof={proof} />
    </article>
  );
}

function Facts({ campaign, proof, alone }: { campaign: Campaign; proof: Proof; alone: boolean }) {
  const fact = (name: string, figure: string, below?: string) => (
    <div class="fact">
      <dt>{name}</dt>
      <dd>
        {figure}
        {below && <small>{below}</small>}
      </dd>
    </div>
  );
  const ofAll = (n: number) => `${percent(proof.items ? n / proof.items : 0, 0)} of all`;
  return (
    <dl class="facts document-facts">
      {fact("By people", count(proof.human), ofAll(proof.human))}
      {proof.confirmed > 0 && fact("By people, audited too", count(proof.confirmed), ofAll(proof.confirmed))}
      {!alone && fact("By the machine", count(proof.machine), ofAll(proof.machine))}
      {proof.unlabelled > 0 && fact("Without a label", count(proof.unlabelled), ofAll(proof.unlabelled))}
      {!alone &&
        proof.audited > 0 &&
        fact("Checked blind", count(proof.audited), proof.found ? `${count(proof.found)} differed` : "none differed")}
      {fact("Cost", money(total(campaign.spent), campaign.prices.currency))}
    </dl>
  );
}

/** An audit may have been held and have shown that nothing can be left to a machine. */
const AlonePart = ({ campaign }: { campaign: Campaign }) =>
  campaign.spent["audit"] ? (
    <section>
      <h3>Why the machine has no part in it</h3>
      <p>
        A model learned from the first answers, and a blind audit tested it: too many of its labels differed from what
        people say. So none of them was used, and people labelled every item themselves.
      </p>
    </section>
  ) : (
    <section>
      <h3>Why there was no audit</h3>
      <p>
        People labelled every item themselves. Either a machine could not help at these prices, or none was good enough
        to be trusted with a single label; Vermeil then leaves the work to people rather than promise what it cannot
        prove.
      </p>
    </section>
  );

function HowPart({ proof }: { proof: Proof }) {
  const allowed = Math.floor(proof.error * proof.items);
  return (
    <section>
      <h3>How it was tested</h3>
      <ol class="how">
        <li>
          <strong>First everything was fixed.</strong> The model's labels, and the order from its surest to its least
          sure, were frozen and sealed with a checksum before anybody looked.
          {proof.confirmed > 0 &&
            " Labels that people had only confirmed, having seen the model's, or that were imported, were among them."}
        </li>
        <li>
          <strong>Then chance chose.</strong> {counted(proof.audited, "item")} were drawn by lot, the same number from
          every stretch of that order.
        </li>
        <li>
          <strong>People answered blind.</strong> They saw the item alone, not the machine's answer, and could not tell
          the check from any other question.
        </li>
        <li>
          <strong>The answers were compared.</strong>{" "}
          {proof.found === 0
            ? "In none of them did person and machine differ."
            : `In ${counted(proof.found, "case")} person and machine differed.`}{" "}
          {proof.holds &&
            `From that follows, without any assumption about the model, that at most ${counted(allowed, "label")} of ${count(proof.items)} (${percent(proof.error)}) are wrong.`}
          {proof.holds &&
            proof.errorUpper !== null &&
            proof.errorUpper < proof.error &&
            ` The evidence would even have supported ${percent(proof.errorUpper, 2)}.`}
        </li>
      </ol>
      {proof.words && <p class="small second definition">{proof.words}</p>}
    </section>
  );
}

const LimitsPart = ({ proof }: { proof: Proof }) => (
  <section>
    <h3>What it does not say</h3>
    <p>
      It measures against people, and people err, too: where the guideline is unclear, a machine can be “wrong” and
      right.
      {!byPeopleAlone(proof) &&
        ` ${percent(proof.confidence)} confidence means: of a hundred such certificates, at most ${Math.max(1, Math.round((1 - proof.confidence) * 100))} may promise too much.`}{" "}
      It holds for these items under{" "}
      {proof.guideline === null ? "this guideline" : `guideline version ${proof.guideline}`}
      {proof.schema !== null && ` and classes version ${proof.schema}`}; new data needs a new one.
    </p>
  </section>
);

/** Classes or slices that were promised something of their own. */
function PromisedPart({ proof }: { proof: Proof }) {
  const slices = proof.promised[0]?.by === "slice";
  const figures = ["Items", "By the machine", "Wrong at most", "Evidence supports"].map((figure) => ({ figure }));
  return (
    <section>
      <h3>Promised of single {slices ? "slices" : "classes"}</h3>
      <Table label="Promises" heads={[slices ? "Slice" : "Class", ...figures, "Holds"]}>
        {proof.promised.map((one) => (
          <tr key={one.name}>
            <th scope="row" dir="auto">
              {one.name}
            </th>
            <td class="number">{count(one.items)}</td>
            <td class="number">{count(one.machine)}</td>
            <td class="number">{percent(one.error)}</td>
            <td class="number">{percent(one.errorUpper, 2)}</td>
            <td>{one.holds ? "yes" : "no"}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

const SEEN = ["Said by the machine", "of these wrong", "Said by people", "of these missed"].map((figure) => ({
  figure,
}));

/** What the audit saw of each class: the worst ones first. */
const ByClassPart = ({ proof }: { proof: Proof }) => (
  <section>
    <h3>What the check saw of each class</h3>
    <p class="small second">Counts of the items that were checked; they are a hint, and promise nothing.</p>
    <Table label="Classes" heads={["Class", ...SEEN]}>
      {[...proof.byClass]
        .sort((a, b) => b.wrong + b.missed - a.wrong - a.missed)
        .map((one) => (
          <tr key={one.name}>
            <th scope="row" dir="auto">
              {one.name}
            </th>
            <td class="number">{count(one.labelled)}</td>
            <td class="number">{count(one.wrong)}</td>
            <td class="number">{count(one.named)}</td>
            <td class="number">{count(one.missed)}</td>
          </tr>
        ))}
    </Table>
  </section>
);

const VerifyPart = ({ campaign, proof }: { campaign: Campaign; proof: Proof }) => (
  <section>
    <h3>Check it yourself</h3>
    <p>The file holds all the evidence. One command recomputes the promise from it, offline:</p>
    <pre class="verify" tabIndex={0}>
      <code>vermeil verify certificate-{campaign.id}.json</code>
    </pre>
    {proof.hashes.length > 0 && (
      <dl class="metadata small hashes">
        {proof.hashes.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd class="mono">{value}</dd>
          </>
        ))}
      </dl>
    )}
  </section>
);
