/** The server's shapes under the names that screens use; all come from its own description. */

import type { components } from "./schema";

type Shapes = components["schemas"];

export type Project = Shapes["Project"] & Partial<Pick<Shapes["ProjectPage"], "per_class">>;
export type ClassCounts = Shapes["ClassCounts"];
export type Counts = Shapes["Counts"];
export type User = Shapes["User"];
export type Token = Shapes["Token"] & Partial<Pick<Shapes["TokenOnce"], "token">>;
export type Member = Shapes["Member"];
export type ImportReport = Shapes["ImportReport"];
export type Batch = Shapes["Batch"];
export type Item = Shapes["Item"];
export type ItemPage = Shapes["ItemPage"];
export type GivenAnswer = Shapes["GivenAnswer"];
export type MyWork = Shapes["MyWork"];
export type Plan = Shapes["Plan"];
export type PlanPoint = Shapes["PlanPoint"];
export type Release = Shapes["Release"];

/** What was ordered stands in the campaign as it was sent. */
export type Campaign = Omit<Shapes["Campaign"], "target" | "prices"> & {
  target: Required<Shapes["Target"]>;
  prices: { label: number; verify: number; device_hour: number; currency: string };
};
