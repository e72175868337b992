/** The frame around the screens: where one is, where one can go, who one is. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import * as calls from "../api/calls";
import { touched, useLive } from "../api/live";
import { me, type Role } from "../api/me";
import { useResource } from "../api/resource";
import { isWhole, type Project } from "../api/types";
import { waiting } from "../api/outbox";
import { count } from "../core/format";
import { address, go } from "../router";
import { useAct } from "./act";
import { Icon } from "./icons";
import { Mark } from "./logo";
import { Menu, Trouble } from "./parts";
import { say } from "./toast";
import { theme, type Theme } from "./theme";

const THEMES: readonly (readonly [Theme, string, "screen" | "sun" | "moon"])[] = [
  ["system", "As the system", "screen"],
  ["light", "Light", "sun"],
  ["dark", "Dark", "moon"],
];

async function leave(): Promise<void> {
  if (waiting.peek().length)
    return say("Some answers are still on their way. Wait until they are sent, then sign out.");
  await calls.signOut().catch(() => null);
  me.value = null;
  go("/", { replace: true });
}

export function AccountMenu() {
  const user = me.value?.user;
  return (
    <Menu
      label={
        <>
          <Icon name="person" />
          <span class="wide-only">{user?.name}</span>
          <span class="visually-hidden">Account</span>
        </>
      }
    >
      <p class="label">
        {user?.name} · {user?.role}
      </p>
      <a href="/account">Tokens and account</a>
      {user?.role === "admin" && <a href="/users">People</a>}
      <hr />
      <div role="group" aria-label="Colours">
        {THEMES.map(([name, words, icon]) => (
          <button aria-pressed={theme.value === name} onClick={() => (theme.value = name)}>
            <Icon name={icon} /> {words} {theme.value === name && <Icon name="check" size={15} />}
          </button>
        ))}
      </div>
      <hr />
      <button onClick={() => void leave()}>Sign out</button>
    </Menu>
  );
}

export function Brand() {
  return (
    <a class="brand" href="/" aria-label="Vermeil: all projects">
      <Mark />
      <span>Vermeil</span>
    </a>
  );
}

function Top({ children }: { children?: ComponentChildren }) {
  return (
    <header class="top">
      <div class="signature" />
      <div class="top-in">
        <Brand />
        {children}
        <div class="spacer" />
        <AccountMenu />
      </div>
    </header>
  );
}

function Switcher({ project }: { project: Project }) {
  const { data } = useResource("projects", calls.projects);
  return (
    <>
      <span class="slash" aria-hidden="true">
        /
      </span>
      <Menu start class="switcher" label={<span>{project.name}</span>}>
        {(data ?? [project]).map(({ id, name }) => (
          <a href={`/projects/${id}`} aria-current={id === project.id ? "page" : undefined}>
            {name}
          </a>
        ))}
        <hr />
        <a href="/">All projects</a>
        {["admin", "manager"].includes(me.value?.user.role ?? "") && (
          <a href="/new">
            <Icon name="plus" /> New project
          </a>
        )}
      </Menu>
    </>
  );
}

interface Place {
  path: string;
  words: string;
  count?: number;
}

/** Three parts of the work, as people think of it; each role sees what it may use. */
function places({ id, counts }: Project, role: Role): [string, Place[]][] {
  const root = `/projects/${id}`;
  const manages = role === "admin" || role === "manager";
  return [
    [
      "Annotate",
      [
        { path: `${root}/annotate`, words: "Label" },
        { path: `${root}/review`, words: "Review" },
        { path: `${root}/guideline`, words: "Guideline" },
      ],
    ],
    [
      "Manage",
      [
        { path: `${root}/items`, words: "Items", count: counts.items },
        ...(manages ? [{ path: `${root}/import`, words: "Import" }] : []),
        { path: `${root}/releases`, words: "Releases" },
        ...(manages
          ? [
              { path: `${root}/members`, words: "Members" },
              { path: `${root}/settings`, words: "Settings" },
            ]
          : []),
      ],
    ],
    [
      "Iterate",
      [
        ...(manages ? [{ path: `${root}/suggestions`, words: "Suggestions" }] : []),
        { path: `${root}/plan`, words: "Plan" },
        { path: `${root}/campaigns`, words: "Rounds" },
        { path: `${root}/certificate`, words: "Certificate" },
      ],
    ],
  ];
}

function Side({ project }: { project: Project }) {
  const ref = useRef<HTMLElement>(null);
  const path = address.value.pathname.replace(/\/$/, "");
  const role = project.role;
  const root = `/projects/${project.id}`;
  const link = ({ path: to, words, count: n }: Place) => (
    <li>
      <a href={to} aria-current={path === to ? "page" : path.startsWith(`${to}/`) ? "true" : undefined}>
        {words}
        {n !== undefined && <span class="count small quiet">{count(n)}</span>}
      </a>
    </li>
  );
  useEffect(() => {
    const strip = ref.current;
    const here = strip?.querySelector<HTMLElement>("[aria-current]");
    if (strip && here) strip.scrollLeft = here.offsetLeft - (strip.clientWidth - here.offsetWidth) / 2; // on a phone
  }, [path]);
  return (
    <nav class="side" aria-label="Project" ref={ref}>
      <section>
        <ul class="plain">
          <li>
            <a href={root} aria-current={path === root ? "page" : undefined}>
              Overview
            </a>
          </li>
        </ul>
      </section>
      {places(project, role).map(([title, list]) => (
        <section>
          <h2>{title}</h2>
          <ul class="plain">{list.map(link)}</ul>
        </section>
      ))}
    </nav>
  );
}

/** A screen that belongs to no project. */
export function Plain({ children, narrow = false }: { children: ComponentChildren; narrow?: boolean }) {
  return (
    <>
      <a class="skip-link" href="#main">
        To the content
      </a>
      <Top />
      <main class={`main alone ${narrow ? "narrow" : ""}`} id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

export interface InProject {
  project: Project;
  version: number; // grows when something in the project changed
  changed: () => void;
}

function Redirect({ to }: { to: string }) {
  useEffect(() => go(to, { replace: true }), [to]);
  return null;
}

/** A project that is put away says so on every screen. */
function Archived({ project, changed }: InProject) {
  const [act, fault] = useAct(changed);
  const back = () => act(() => calls.changeProject(project.id, { archived: false }), "The project is back.");
  return (
    <div class="notice row between archived">
      <p>
        This project is archived: it can be read, and nothing in it can be changed. <strong>{fault}</strong>
      </p>
      {(project.role === "admin" || project.role === "manager") && (
        <button class="button small" onClick={() => void back()}>
          Bring it back
        </button>
      )}
    </div>
  );
}

/** A screen of a project: reads the project, keeps it fresh, and hands it on. */
export function ProjectScreen({ id, children }: { id: string; children: (given: InProject) => ComponentChildren }) {
  const version = useLive(id).value;
  const { data: project, problem, reload } = useResource(`project ${id}`, () => calls.project(id), version);
  if ((project && !isWhole(project)) || problem?.status === 403) return <Redirect to={`/projects/${id}/annotate`} />;
  if (!project) {
    return (
      <Plain>{problem ? <Trouble problem={problem} retry={reload} /> : <p class="loading quiet">Loading</p>}</Plain>
    );
  }
  const given = { project, version, changed: () => touched(id) };
  return (
    <>
      <a class="skip-link" href="#main">
        To the content
      </a>
      <Top>
        <Switcher project={project} />
      </Top>
      <div class="frame">
        <Side project={project} />
        <main class="main" id="main" tabIndex={-1}>
          {project.archived_at && <Archived {...given} />}
          {children(given)}
        </main>
      </div>
    </>
  );
}
