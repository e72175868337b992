/** Every question the screens ask of the server, by name; addresses and shapes are checked against its description. */

import createClient, { type Middleware } from "openapi-fetch";
import { outcomeOf, type Entry, type Outcome } from "../core/outbox";
import type { Said } from "../core/guideline";
import type { Order } from "../core/order";
import type { Schema } from "../core/questions";
import type { Decision, Reason } from "../core/review";
import type { Task } from "../core/session";
import { me, signedOut, type Me, type Role } from "./me";
import { Problem, problemOf, SILENCE } from "./problem";
import type { paths } from "./schema";
import type {
  Campaign,
  Guideline,
  ImportReport,
  ItemPage,
  ListedProject,
  NewProject,
  NewRun,
  ProjectChange,
  Token,
  UploadQuery,
} from "./types";

const ROOT = "/api/v1";
const ORDERS = new Set(["POST", "PUT", "PATCH", "DELETE"]);
const PAGE = 200; // longer lists are shown page by page

export type Id = string | number;

/** Orders carry the proof that they come from this page; silence and a lost session have their own words. */
const manners: Middleware = {
  onRequest({ request }) {
    const csrf = me.peek()?.csrf;
    if (csrf && ORDERS.has(request.method)) request.headers.set("X-CSRF-Token", csrf);
    return request;
  },
  onError: () => SILENCE,
};

const server = createClient<paths>({ baseUrl: window.location.origin });
server.use(manners);

interface Got<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer's body, or the refusal as a Problem. */
async function told<T>(got: Promise<Got<T>>): Promise<NonNullable<T>> {
  const { data, error, response } = await got;
  if (response.ok) return data as NonNullable<T>;
  if (response.status === 401 && !response.url.endsWith("/session")) signedOut();
  throw problemOf(response.status, error);
}

const listed = async <T>(got: Promise<Got<{ items: T[] }>>): Promise<T[]> => (await told(got)).items;

const number = (id: Id): number => Number(id);
const of = (project: Id) => ({ params: { path: { project: number(project) } } });

/* People */
export const status = () => told(server.GET("/api/v1/status"));
export const setUp = (name: string, password: string, code?: string): Promise<Me> =>
  told(server.POST("/api/v1/setup", { body: { name, password, ...(code && { code }) } }));
export const signIn = (name: string, password: string): Promise<Me> =>
  told(server.POST("/api/v1/session", { body: { name, password } }));
export const signOut = () => told(server.DELETE("/api/v1/session"));
export const session = (): Promise<Me> => told(server.GET("/api/v1/session"));
export const changePassword = (body: { old: string; new: string }) =>
  told(server.PUT("/api/v1/session/password", { body }));
export const users = () => listed(server.GET("/api/v1/users", { params: { query: { limit: PAGE } } }));
export const addUser = (body: { name: string; password: string; role: Role }) =>
  told(server.POST("/api/v1/users", { body }));
export const changeUser = (id: Id, body: { role?: Role; password?: string; disabled?: boolean }) =>
  told(server.PATCH("/api/v1/users/{user}", { params: { path: { user: number(id) } }, body }));
export const tokens = () => listed(server.GET("/api/v1/tokens"));
export const addToken = (body: { name: string; expires_in_days?: number }): Promise<Token> =>
  told(server.POST("/api/v1/tokens", { body }));
export const revokeToken = (id: Id) =>
  told(server.DELETE("/api/v1/tokens/{token}", { params: { path: { token: number(id) } } }));

/* Projects */
export const projects = (): Promise<ListedProject[]> =>
  listed(server.GET("/api/v1/projects", { params: { query: { limit: PAGE } } }));
export const project = (id: Id): Promise<ListedProject> => told(server.GET("/api/v1/projects/{project}", of(id)));
export const addProject = (body: { name: string; schema: Schema; guideline: string }): Promise<ListedProject> =>
  told(server.POST("/api/v1/projects", { body: body as NewProject }));
export const archivedProjects = (): Promise<ListedProject[]> =>
  listed(server.GET("/api/v1/projects", { params: { query: { limit: PAGE, archived: true } } }));
export const members = (id: Id) => listed(server.GET("/api/v1/projects/{project}/members", of(id)));
export const setMember = (id: Id, user: Id, role: Exclude<Role, "admin">, expert: boolean) =>
  told(
    server.PUT("/api/v1/projects/{project}/members/{user}", {
      params: { path: { project: number(id), user: number(user) } },
      body: { role, expert },
    }),
  );
export const removeMember = (id: Id, user: Id) =>
  told(
    server.DELETE("/api/v1/projects/{project}/members/{user}", {
      params: { path: { project: number(id), user: number(user) } },
    }),
  );
/** `since`: a version that was read; the answer tells what has changed. */
export const guideline = (id: Id, since: number | null = null): Promise<Guideline> =>
  told(server.GET("/api/v1/projects/{project}/guideline", { params: { ...of(id).params, query: { since } } }));
export const putExample = (item: Id, said: Said): Promise<Guideline> =>
  told(server.PUT("/api/v1/items/{item}/example", { params: { path: { item: number(item) } }, body: said }));
export const removeExample = (item: Id): Promise<Guideline> =>
  told(server.DELETE("/api/v1/items/{item}/example", { params: { path: { item: number(item) } } }));

/** The mark of a project's settings as they were read: an edit that names it fails when somebody else was first. */
export async function editMark(id: Id): Promise<string | null> {
  const got = server.GET("/api/v1/projects/{project}", of(id));
  await told(got);
  return (await got).response.headers.get("ETag");
}

/** What can be changed of a project. */
export interface Edit {
  name?: string;
  guideline?: string;
  schema?: Schema;
  suggestions?: ListedProject["suggestions"];
  few_shot?: boolean;
  archived?: boolean;
}

export const editProject = (id: Id, body: Edit, mark: string | null): Promise<ListedProject> =>
  told(
    server.PATCH("/api/v1/projects/{project}", {
      params: { ...of(id).params, header: { "If-Match": mark } },
      body: body as ProjectChange,
    }),
  );

/** A change that nobody has looked at the settings for before: whatever they are now. */
export const changeProject = async (id: Id, body: Edit): Promise<ListedProject> =>
  editProject(id, body, await editMark(id));

/* Items */
export interface ItemFilter {
  state?: "human" | "machine" | "unlabelled" | "duplicate" | null;
  class?: string | null;
  q?: string | null;
  batch?: string | null;
  cursor?: string | null;
  limit?: number;
}

const given = (filter: ItemFilter) =>
  Object.entries(filter).filter(([, value]) => value !== null && value !== undefined && value !== "");

export function itemsPath(id: Id, filter: ItemFilter): string {
  const query = new URLSearchParams(given(filter).map(([name, value]) => [name, String(value)])).toString();
  return `/projects/${id}/items${query && `?${query}`}`;
}

export const items = (id: Id, filter: ItemFilter) =>
  told(
    server.GET("/api/v1/projects/{project}/items", {
      params: { ...of(id).params, query: Object.fromEntries(given(filter)) },
    }),
  );
export const countItems = (id: Id, { state, class: name, q, batch }: ItemFilter) =>
  told(
    server.GET("/api/v1/projects/{project}/items/count", {
      params: { ...of(id).params, query: Object.fromEntries(given({ state, class: name, q, batch })) },
    }),
  );
/** `names`: who gave each answer, for managers. */
export const item = (id: Id, names = false): Promise<ItemPage> =>
  told(server.GET("/api/v1/items/{item}", { params: { path: { item: number(id) }, query: { names } } }));
export const batches = (id: Id) => listed(server.GET("/api/v1/projects/{project}/batches", of(id)));
export const refusals = (batch: Id) =>
  listed(server.GET("/api/v1/batches/{batch}/refusals", { params: { path: { batch: number(batch) } } }));
export const mediaPath = (item: Id, size: "thumb" | "full") => `${ROOT}/items/${item}/media?size=${size}`;
export const labelsPath = (id: Id, format: string) => `${ROOT}/projects/${id}/labels?format=${format}`;

/** Sends files or texts; XMLHttpRequest because only it tells how much of an upload has gone out. */
export function upload(
  id: Id,
  query: UploadQuery,
  body: FormData | string[],
  sent: (bytes: number) => void,
): Promise<ImportReport> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    const said = Object.entries(query).map(([name, value]) => [name, String(value)]);
    call.open("POST", `${ROOT}/projects/${id}/items?${new URLSearchParams(said).toString()}`);
    call.setRequestHeader("X-CSRF-Token", me.peek()?.csrf ?? "");
    call.upload.onprogress = (event) => sent(event.loaded);
    call.onerror = () => reject(SILENCE);
    call.onload = () => {
      const value = parsed(call.responseText);
      if (call.status >= 200 && call.status < 300) resolve(value as ImportReport);
      else reject(problemOf(call.status, value));
    };
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

/* Reviews */
/** `apart`: of answers that differ, by what loss they must at least. */
export const reviews = (id: Id, reason: Reason, cursor: string | null, limit: number, apart = 0) =>
  told(
    server.GET("/api/v1/projects/{project}/reviews", {
      params: { ...of(id).params, query: { reason, cursor, limit, apart } },
    }),
  );
export const reviewCounts = (id: Id) => told(server.GET("/api/v1/projects/{project}/reviews/count", of(id)));
export const review = (item: Id, seen: number | null, decision: Decision) =>
  told(
    server.POST("/api/v1/items/{item}/reviews", {
      params: { path: { item: number(item) } },
      body: { seen, ...decision },
    }),
  );

/* Suggestions */
export const suggestionRuns = (id: Id) => listed(server.GET("/api/v1/projects/{project}/suggestions/runs", of(id)));
export const startSuggestionRun = (id: Id, body: NewRun) =>
  told(server.POST("/api/v1/projects/{project}/suggestions/runs", { ...of(id), body }));
export const cancelSuggestionRun = (id: Id) =>
  told(server.POST("/api/v1/suggestions/runs/{run}/cancel", { params: { path: { run: number(id) } } }));
export const agreement = (id: Id) => told(server.GET("/api/v1/projects/{project}/suggestions/agreement", of(id)));
export const acceptance = (id: Id) => listed(server.GET("/api/v1/projects/{project}/suggestions/acceptance", of(id)));

/* Tasks and answers */
export const held = (id: Id): Promise<Task[]> => listed(server.GET("/api/v1/projects/{project}/tasks/held", of(id)));
/** The next task; with the rest of its page of look-alikes, if it stands on one. */
export const next = async (id: Id): Promise<(Task & { rest?: Task[] }) | null> =>
  (await told<Task | undefined>(server.POST("/api/v1/projects/{project}/tasks/next", of(id)))) ?? null;
/** Goes out even while the page is being closed. */
export const giveBack = ({ id, lease }: Pick<Task, "id" | "lease">) =>
  told(
    server.DELETE("/api/v1/tasks/{task}/lease", {
      params: { path: { task: id }, query: { lease } },
      keepalive: true,
    }),
  );
export const myWork = (id: Id) => told(server.GET("/api/v1/projects/{project}/my-work", of(id)));
export const undo = (answer: Id): Promise<Task> =>
  told(server.POST("/api/v1/answers/{answer}/undo", { params: { path: { answer: number(answer) } } }));

/** One answer to its task, as an outcome: the outbox decides what follows. */
export async function send({ task, body, seconds }: Entry): Promise<Outcome> {
  try {
    const got = await server.POST("/api/v1/tasks/{task}/answers", {
      params: { path: { task: task.id } },
      body: { lease: task.lease, seconds, ...body },
    });
    return outcomeOf(got.response.status, (got.data ?? got.error ?? {}) as Record<string, unknown>);
  } catch (error) {
    if (error instanceof Problem) return { kind: "offline" };
    throw error;
  }
}

/* Plans, campaigns, certificates, releases */
export const plan = (id: Id) =>
  told(server.GET("/api/v1/plans/{number}", { params: { path: { number: number(id) } } }));
export const plans = (id: Id) => listed(server.GET("/api/v1/projects/{project}/plans", of(id)));
export const labelers = (id: Id) => listed(server.GET("/api/v1/projects/{project}/labelers", of(id)));
export const slices = (id: Id) => listed(server.GET("/api/v1/projects/{project}/slices", of(id)));
export const makePlan = (id: Id, body: Order) =>
  told(server.POST("/api/v1/projects/{project}/plans", { ...of(id), body }));
export const campaigns = async (id: Id) =>
  (await listed(server.GET("/api/v1/projects/{project}/campaigns", of(id)))) as Campaign[];
export const startCampaign = (id: Id, body: Order) =>
  told(server.POST("/api/v1/projects/{project}/campaigns", { ...of(id), body }));
export const cancelCampaign = (id: Id) =>
  told(server.POST("/api/v1/campaigns/{campaign}/cancel", { params: { path: { campaign: number(id) } } }));
export const certificate = (campaign: Id) =>
  told(server.GET("/api/v1/campaigns/{campaign}/certificate", { params: { path: { campaign: number(campaign) } } }));
export const certificatePath = (campaign: Id) => `${ROOT}/campaigns/${campaign}/certificate?download=1`;
export const formats = (id: Id) => listed(server.GET("/api/v1/projects/{project}/formats", of(id)));
export const releases = (id: Id) => listed(server.GET("/api/v1/projects/{project}/releases", of(id)));
export const makeRelease = (id: Id, note: string) =>
  told(server.POST("/api/v1/projects/{project}/releases", { ...of(id), body: { note } }));
export const releasePath = (id: Id, format: string) => `${ROOT}/releases/${id}/export?format=${format}`;
