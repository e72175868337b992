/** All campaigns of a project: their rounds, forecast against actual, and why they ended. */

import * as calls from "../api/calls";
import { useResource } from "../api/resource";
import type { Campaign } from "../api/types";
import { inWords, live, total } from "../core/campaign";
import { ago, money } from "../core/format";
import { goal, reference } from "../core/order";
import type { Params } from "../core/route";
import { CopyAs } from "../ui/copy";
import { RoundsChart } from "../ui/chart";
import { Heading, Trouble } from "../ui/parts";
import { RoundsTable } from "../ui/rounds";
import { ProjectScreen, type InProject } from "../ui/shell";

export default function Campaigns({ params }: { params: Params }) {
  return <ProjectScreen id={params["id"] as string}>{(given) => <List {...given} />}</ProjectScreen>;
}

function List({ project, version }: InProject) {
  const { data, problem, reload } = useResource(`campaigns ${project.id}`, () => calls.campaigns(project.id), version);
  return (
    <>
      <div class="row between">
        <Heading title="Rounds">
          <p>Each round asks people, lets a model learn, and looks again at what the whole would cost.</p>
        </Heading>
        <CopyAs
          call={{
            path: `/projects/${project.id}/campaigns`,
            python: `for campaign in client.campaigns.list(${project.id}):\n    print(campaign.state, campaign.spent, campaign.rounds)`,
          }}
        />
      </div>
      <Trouble problem={problem} retry={reload} />
      {data?.length === 0 && (
        <div class="card stack">
          <p>No campaign has begun.</p>
          <p>
            <a class="button primary" href={`/projects/${project.id}/plan`}>
              To the plan
            </a>
          </p>
        </div>
      )}
      <div class="stack wide">
        {data?.map((one, i) => (
          <One key={one.id} number={data.length - i} campaign={one} alone={one.n_items * reference(one.prices)} />
        ))}
      </div>
    </>
  );
}

const stateOf = ({ state, certified, model }: Campaign): string =>
  state === "finished" ? (certified ? "certified" : model ? "model examined" : "ended without a promise") : state;

const toneOf = (campaign: Campaign): string =>
  campaign.state === "failed" ? "bad" : live(campaign) || campaign.certified ? "human" : "";

function One({ number, campaign, alone }: { number: number; campaign: Campaign; alone: number }) {
  const { currency } = campaign.prices;
  return (
    <section class="card stack">
      <div class="row between">
        <h2>
          Campaign {number} <span class={`tag ${toneOf(campaign)}`}>{stateOf(campaign)}</span>
        </h2>
        <span class="small quiet">begun {ago(campaign.created_at, Date.now())}</span>
      </div>
      <p>{inWords(campaign)}</p>
      {Object.entries(campaign.failed).map(([name, why]) => (
        <p key={name} class="notice gold">
          <strong>{name}</strong> could not go on, the others did. {why}
        </p>
      ))}
      <dl class="facts">
        <div class="fact">
          <dt>Target</dt>
          <dd class="fact-words">{goal(campaign.target)}</dd>
        </div>
        <div class="fact">
          <dt>Spent</dt>
          <dd>{money(total(campaign.spent), currency)}</dd>
        </div>
        <div class="fact">
          <dt>People alone would cost</dt>
          <dd>{money(alone, currency)}</dd>
        </div>
      </dl>
      {campaign.rounds.length > 0 ? (
        <>
          {campaign.rounds.length > 1 && <RoundsChart campaign={campaign} peopleOnly={alone} />}
          <RoundsTable campaign={campaign} />
        </>
      ) : (
        <p class="quiet">No round has ended yet.</p>
      )}
    </section>
  );
}
