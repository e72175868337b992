/** Every question the screens ask of the server, by name. */

import { outcomeOf, type Entry, type Outcome } from "../core/outbox";
import type { Task } from "../core/session";
import { me, signedOut, type Me, type Role } from "./me";
import { Problem, problemOf, SILENCE } from "./problem";
import type { Batch, Campaign, ImportReport, Item, Member, MyWork, Page, Plan, Prices, Project, Refusal, Release, Target, Token, User } from "./types";

const ROOT = "/api/v1";

type Id = string | number;

async function request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const json = body !== undefined && !(body instanceof FormData) && typeof body !== "string";
  try {
    return await fetch(ROOT + path, {
      method,
      headers: {
        Accept: "application/json",
        ...(json && { "Content-Type": "application/json" }),
        ...(method !== "GET" && me.peek() && { "X-CSRF-Token": (me.peek() as Me).csrf }),
        ...headers,
      },
      ...(body !== undefined && { body: json ? JSON.stringify(body) : (body as BodyInit) }),
    });
  } catch {
    throw SILENCE;
  }
}

async function ask<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T> {
  const response = await request(method, path, body, headers);
  const value: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (response.status === 401 && path !== "/session") signedOut();
  if (!response.ok) throw problemOf(response.status, value);
  return value as T;
}

const get = <T>(path: string) => ask<T>("GET", path);
const post = <T>(path: string, body?: unknown) => ask<T>("POST", path, body);

const query = (values: Record<string, string | number | null | undefined>): string => {
  const set = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return set.length ? `?${new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString()}` : "";
};

/* People */
export const status = () => get<{ version: string; needs_setup: boolean }>("/status");
export const setUp = (name: string, password: string, code?: string) => post<Me>("/setup", { name, password, ...(code && { code }) });
export const signIn = (name: string, password: string) => post<Me>("/session", { name, password });
export const signOut = () => ask<null>("DELETE", "/session");
export const session = () => get<Me>("/session");
export const users = async () => listOf(await get<Page<User> | User[]>("/users"));
export const addUser = (body: { name: string; password: string; role: Role }) => post<User>("/users", body);
export const changeUser = (id: Id, body: { role?: Role; password?: string; disabled?: boolean }) => ask<User>("PATCH", `/users/${id}`, body);
export const tokens = async () => listOf(await get<Page<Token> | Token[]>("/tokens"));
export const addToken = (body: { name: string; expires_in_days?: number }) => post<Token>("/tokens", body);
export const revokeToken = (id: Id) => ask<null>("DELETE", `/tokens/${id}`);

const listOf = <T>(page: Page<T> | T[]): T[] => (Array.isArray(page) ? page : page.items);

/* Projects */
export const projects = async () => listOf(await get<Page<Project> | Project[]>("/projects?limit=200"));
export const project = (id: Id) => get<Project>(`/projects/${id}`);
export const addProject = (body: { name: string; task_type: "classes"; schema: { classes: string[] }; guideline: string }) => post<Project>("/projects", body);
export const members = async (id: Id) => listOf(await get<Page<Member> | Member[]>(`/projects/${id}/members`));
export const setMember = (id: Id, user: Id, role: Role) => ask<Member>("PUT", `/projects/${id}/members/${user}`, { role });
export const removeMember = (id: Id, user: Id) => ask<null>("DELETE", `/projects/${id}/members/${user}`);
export const guideline = (id: Id) => get<{ version: number; text: string }>(`/projects/${id}/guideline`);

/** An edit that fails when somebody else was first: it names the version it was made on. */
export async function editProject(id: Id, body: { name?: string; guideline?: string; schema?: { classes: string[] } }): Promise<Project> {
  const now = await request("GET", `/projects/${id}`);
  const tag = now.headers.get("ETag");
  return ask<Project>("PATCH", `/projects/${id}`, body, tag ? { "If-Match": tag } : {});
}

/* Items */
export interface ItemFilter {
  state?: string | null;
  class?: string | null;
  q?: string | null;
  batch?: string | null;
  cursor?: string | null;
  limit?: number;
}
export const itemsPath = (id: Id, filter: ItemFilter) => `/projects/${id}/items${query({ ...filter })}`;
export const items = (id: Id, filter: ItemFilter) => get<Page<Item>>(itemsPath(id, filter));
export const item = (id: Id) => get<Item>(`/items/${id}`);
export const batches = async (id: Id) => listOf(await get<Page<Batch> | Batch[]>(`/projects/${id}/batches`));
export const refusals = async (batch: Id) => listOf(await get<Page<Refusal> | Refusal[]>(`/batches/${batch}/refusals`));
export const mediaPath = (item: Id, size: "thumb" | "full") => `${ROOT}/items/${item}/media?size=${size}`;
export const labelsPath = (id: Id, format: string) => `${ROOT}/projects/${id}/labels?format=${format}`;

/** Sends files or texts; XMLHttpRequest because only it tells how much of an upload has gone out. */
export function upload(id: Id, body: FormData | string[], sent: (bytes: number) => void, signal?: AbortSignal): Promise<ImportReport> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open("POST", `${ROOT}/projects/${id}/items`);
    call.setRequestHeader("X-CSRF-Token", me.peek()?.csrf ?? "");
    call.upload.onprogress = (event) => sent(event.loaded);
    call.onerror = () => reject(SILENCE);
    call.onabort = () => reject(new Problem(0, "Stopped", "The upload was stopped."));
    call.onload = () => {
      const value = parsed(call.responseText);
      if (call.status >= 200 && call.status < 300) resolve(value as ImportReport);
      else reject(problemOf(call.status, value));
    };
    signal?.addEventListener("abort", () => call.abort());
    if (!(body instanceof FormData)) call.setRequestHeader("Content-Type", "application/json");
    call.send(body instanceof FormData ? body : JSON.stringify(body));
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/* Tasks and answers */
export const held = async (id: Id) => listOf(await get<Page<Task> | Task[]>(`/projects/${id}/tasks/held`));
export const next = (id: Id) => post<Task | null>(`/projects/${id}/tasks/next`);
export const giveBack = (task: Id) => ask<null>("DELETE", `/tasks/${task}/lease`);
export const myWork = (id: Id) => get<MyWork>(`/projects/${id}/my-work`);
export const undo = (answer: Id) => post<Task>(`/answers/${answer}/undo`);

/** One answer to its task, as an outcome: the outbox decides what follows. */
export async function send({ task, body, seconds }: Entry): Promise<Outcome> {
  try {
    const response = await request("POST", `/tasks/${task.id}/answers`, { lease: task.lease, seconds, ...body });
    return outcomeOf(response.status, ((await response.json().catch(() => null)) ?? {}) as Record<string, unknown>);
  } catch {
    return { kind: "offline" };
  }
}

/* Plans, campaigns, certificates, releases */
export interface Order {
  target: Target;
  prices: Prices;
  budget: number | null;
}
export const plan = (id: Id) => get<Plan>(`/plans/${id}`);
export const plans = async (id: Id) => listOf(await get<Page<Plan> | Plan[]>(`/projects/${id}/plans`));
export const makePlan = (id: Id, order: Order) => post<Plan>(`/projects/${id}/plans`, order);
export const campaigns = async (id: Id) => listOf(await get<Page<Campaign> | Campaign[]>(`/projects/${id}/campaigns`));
export const campaign = (id: Id) => get<Campaign>(`/campaigns/${id}`);
export const startCampaign = (id: Id, order: Order & { suggestions: "blind" | "shown" }) => post<Campaign>(`/projects/${id}/campaigns`, order);
export const cancelCampaign = (id: Id) => post<Campaign>(`/campaigns/${id}/cancel`);
export const certificate = (campaign: Id) => get<Record<string, unknown>>(`/campaigns/${campaign}/certificate`);
export const certificatePath = (campaign: Id) => `${ROOT}/campaigns/${campaign}/certificate?download=1`;
export const releases = async (id: Id) => listOf(await get<Page<Release> | Release[]>(`/projects/${id}/releases`));
export const makeRelease = (id: Id, note: string) => post<Release>(`/projects/${id}/releases`, note ? { note } : {});
export const releasePath = (id: Id, format: string) => `${ROOT}/releases/${id}/export?format=${format}`;
