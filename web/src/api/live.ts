/** A number that grows whenever something in a project changed: the server tells, the screens read again. */

import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

const versions = new Map<string, Signal<number>>();

const versionOf = (project: string): Signal<number> => {
  const found = versions.get(project) ?? signal(0);
  versions.set(project, found);
  return found;
};

const QUIET = 400; // milliseconds in which changes are gathered

interface Line {
  source: EventSource;
  users: number;
}

const lines = new Map<string, Line>();

function open(project: string): Line {
  const source = new EventSource(`/api/v1/projects/${project}/events`);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let known: string | undefined; // the first word after connecting says where things stand, not that they changed
  source.addEventListener("change", ({ data }: MessageEvent<string>) => {
    const changed = known !== undefined && known !== data;
    known = data;
    if (!changed) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      versionOf(project).value += 1;
    }, QUIET);
  });
  return { source, users: 0 };
}

/** The project's version, kept fresh over one line a project while a screen shows it. */
export function useLive(project: string | null): ReadonlySignal<number> {
  useEffect(() => {
    if (project === null) return;
    const line = lines.get(project) ?? open(project);
    lines.set(project, line);
    line.users += 1;
    return () => {
      line.users -= 1;
      setTimeout(() => close(project, line), 1000); // the next screen of the same project takes the line over
    };
  }, [project]);
  return versionOf(project ?? "");
}

function close(project: string, line: Line): void {
  if (line.users || lines.get(project) !== line) return;
  line.source.close();
  lines.delete(project);
}

/** Something was changed from this page: no need to wait for the server to tell. */
export const touched = (project: string): void => void (versionOf(project).value += 1);
