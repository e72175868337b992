/** The server's shapes under the names that screens use; all come from its own description. */

import type { Caps, Order } from "../core/order";
import type { components, operations } from "./schema";

type Shapes = components["schemas"];

/** How an upload is meant: its name, and what the labels in it are. */
export type UploadQuery = NonNullable<operations["add_items"]["parameters"]["query"]>;

/** A project as anybody sees it; annotators see no counts. */
export type ListedProject = Shapes["Project"] & Partial<Pick<Shapes["ProjectPage"], "per_class">>;
/** A project as those see it who may look at its data. */
export type Project = ListedProject & { counts: Counts };

export const isWhole = (project: ListedProject): project is Project => project.counts !== null;

/** These describe every question that there is; a schema in the making may still be none of them. */
export type NewProject = Shapes["NewProject"];
export type ProjectChange = Shapes["ProjectChange"];
export type ClassCounts = Shapes["ClassCounts"];
export type Counts = Shapes["Counts"];
export type User = Shapes["User"];
export type Token = Shapes["Token"] & Partial<Pick<Shapes["TokenOnce"], "token">>;
export type Member = Shapes["Member"];
export type ImportReport = Shapes["ImportReport"];
export type Batch = Shapes["Batch"];
export type Item = Shapes["Item"];
export type ItemCount = Shapes["Count"];
export type ItemPage = Shapes["ItemPage"];
export type GivenAnswer = Shapes["GivenAnswer"];
export type SuggestionRun = Shapes["SuggestionRun"];
export type NewRun = Shapes["FromDocuments"] | Shapes["FromAnswers"] | Shapes["FromLabelStudio"] | Shapes["FromLlm"];
export type AgreementRow = Shapes["AgreementRow"];
export type Accepting = Shapes["Accepting"];
export type MyWork = Shapes["MyWork"];
export type Plan = Shapes["Plan"];
export type SliceField = Shapes["SliceField"];
export type PlanPoint = Shapes["PlanPoint"];
export type Guideline = Shapes["WholeGuideline"];
export type Release = Shapes["Release"];
export type Fitting = Shapes["Fitting"];

/** What was ordered stands in the campaign as it was sent. */
export type Campaign = Omit<Shapes["Campaign"], "target" | "prices" | "caps" | "team" | "llm" | "model"> & {
  target: Order["target"];
  prices: Order["prices"];
  caps: Caps;
  llm: Order["llm"];
  model: { labeler: string; items: number; right: number; accuracy: number; low: number; high: number } | null;
  team: { people: number; hours_a_day: number; days_a_week: number };
};
