/** Every view has an address: the page follows it, and links change it without a reload. */

import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { match, withQuery, type Params } from "./core/route";

export const address = signal(new URL(window.location.href));

const follow = () => (address.value = new URL(window.location.href));

export function go(to: string, { replace = false } = {}): void {
  if (to === address.value.pathname + address.value.search) return;
  window.history[replace ? "replaceState" : "pushState"](null, "", to);
  follow();
  if (!replace) window.scrollTo(0, 0);
}

/** Changes the query of the present view (its filters) without a new entry in the history. */
export function refine(changes: Record<string, string | null>): void {
  const { pathname, search } = address.value;
  go(pathname + withQuery(search, changes), { replace: true });
}

/** Links of this page are followed here; everything else is the browser's. Called once. */
export function listen(): void {
  window.addEventListener("popstate", follow);
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return;
    const link = (event.target as Element).closest("a");
    if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (link.pathname.startsWith("/api/") || link.getAttribute("href")?.startsWith("#")) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}

type Screen = ComponentType<{ params: Params }>;
type Load = () => Promise<{ default: Screen }>;
export type Routes = readonly (readonly [pattern: string, load: Load])[];

const loaded = new Map<Load, Screen>();

/** The screen of the present address; its code is fetched when it is first wanted. */
export function Route({ routes, missing: Missing }: { routes: Routes; missing: ComponentType }) {
  const path = address.value.pathname;
  for (const [pattern, load] of routes) {
    const params = match(pattern, path);
    if (params) return <Lazy key={JSON.stringify([pattern, params])} load={load} params={params} />;
  }
  return <Missing />;
}

function Lazy({ load, params }: { load: Load; params: Params }) {
  const [Screen, show] = useState<Screen | undefined>(() => loaded.get(load));
  const [failed, fail] = useState(false);
  useEffect(() => {
    if (Screen) return;
    load().then(
      ({ default: found }) => (loaded.set(load, found), show(() => found)),
      () => fail(true),
    );
  }, [load, Screen]);
  if (failed) return <Unloaded />;
  return Screen ? (
    <Screen params={params} />
  ) : (
    <p class="loading" aria-busy="true">
      <span class="quiet">Loading</span>
    </p>
  );
}

/** A part of the page could not be fetched: the line is gone, or Vermeil was updated meanwhile. */
function Unloaded() {
  return (
    <div class="empty" role="alert">
      <h1>This part of the page could not be loaded</h1>
      <p>The server may be out of reach, or Vermeil was updated. Your work is kept.</p>
      <button class="button primary" onClick={() => location.reload()}>
        Load again
      </button>
    </div>
  );
}
