/** The shapes of the contract that screens use. */

import type { Role } from "./me";

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface Counts {
  items: number;
  duplicates: number;
  human: number;
  machine: number;
  unlabelled: number;
}

export interface ClassCounts {
  class: string;
  human: number;
  machine: number;
}

export interface Project {
  id: number;
  name: string;
  task_type: string;
  schema: { version: number; classes: string[] };
  guideline: { version: number; text: string };
  counts: Counts;
  per_class?: ClassCounts[];
  role: Role;
  created_at: string;
}

export interface User {
  id: number;
  name: string;
  role: Role;
  disabled?: boolean;
  created_at?: string;
}

export interface Token {
  id: number;
  name: string;
  prefix: string;
  token?: string;
  created_at: string;
  expires_at: string | null;
  last_used_at?: string | null;
  revoked_at?: string | null;
}

export interface Member {
  user_id: number;
  name: string;
  role: Role;
}

export interface Refusal {
  line: number | null;
  key: string | null;
  reason: string;
}

export interface ImportReport {
  batch_id: number | null;
  received: number;
  added: number;
  existing: number;
  duplicates: number;
  refused: Refusal[];
  refused_count: number;
}

export interface Batch {
  id: number;
  name: string;
  created_at: string;
  counts: Record<string, number>;
}

export interface Label {
  value: { class: string };
  provenance: "human" | "consensus" | "review" | "machine";
  confidence: number | null;
  model_version: string | null;
}

export interface Item {
  id: number;
  key: string;
  media: "text" | "image";
  text?: string | null;
  image_url?: string | null;
  label: Label | null;
  duplicate_of: number | null;
  metadata: Record<string, unknown>;
  created_at: string;
  answers?: AnswerRow[];
}

export interface AnswerRow {
  id: number;
  worker?: string | null;
  value: { class?: string } | null;
  note?: Record<string, unknown> | null;
  seconds: number | null;
  blind: boolean;
  created_at: string;
  superseded?: boolean;
}

export interface MyWork {
  answered: number;
  today: number;
  seconds_median: number | null;
  remaining: number;
}

export interface Target {
  error: number;
  confidence: number;
}

export interface Prices {
  label: number;
  verify: number;
  device_hour: number;
  currency: string;
}

export interface Band {
  low: number;
  mid: number;
  high: number;
}

export interface PlanPoint {
  error_target: number;
  cost: Band;
  split: Record<string, number>;
  machine_share: number;
}

export interface Plan {
  id: number;
  state: "ready" | "computing" | "failed";
  n_items: number;
  all_human_cost: number;
  curve: PlanPoint[];
  pilot_needed: { items: number; cost: number } | number | null;
  sentence: string;
}

export interface Campaign {
  id: number;
  project_id: number;
  state: "running" | "stopping" | "finished" | "failed" | "cancelled";
  stage: string;
  target: Target;
  prices: Prices;
  budget: number | null;
  spent: Record<string, number>;
  forecast: unknown;
  rounds: Record<string, unknown>[];
  progress: Record<string, unknown>;
  reason: string | null;
  certificate_id: number | null;
  created_at: string;
}

export interface Release {
  id: number;
  version: number;
  note?: string | null;
  counts: Record<string, number>;
  certificate_id: number | null;
  created_at: string;
  sha256: string;
}
