/** Who may see what: first run, signing in, and then the screens by address. */

import { useEffect, useState } from "preact/hooks";
import * as calls from "./api/calls";
import { me, wasHere } from "./api/me";
import { Problem } from "./api/problem";
import { address, go, Route, type Routes } from "./router";
import { Gate } from "./screens/gate";
import { Toasts } from "./ui/toast";
import { Trouble } from "./ui/parts";

const ROUTES: Routes = [
  ["/", () => import("./screens/projects")],
  ["/new", () => import("./screens/wizard/wizard")],
  ["/account", () => import("./screens/account")],
  ["/users", () => import("./screens/users")],
  ["/projects/:id", () => import("./screens/home")],
  ["/projects/:id/annotate", () => import("./screens/annotate/annotate")],
  ["/projects/:id/items", () => import("./screens/items")],
  ["/projects/:id/items/:item", () => import("./screens/item")],
  ["/projects/:id/review", () => import("./screens/review/review")],
  ["/projects/:id/import", () => import("./screens/import")],
  ["/projects/:id/releases", () => import("./screens/releases")],
  ["/projects/:id/guideline", () => import("./screens/guideline")],
  ["/projects/:id/settings", () => import("./screens/settings")],
  ["/projects/:id/members", () => import("./screens/members")],
  ["/projects/:id/suggestions", () => import("./screens/suggestions/suggestions")],
  ["/projects/:id/plan", () => import("./screens/plan/plan")],
  ["/projects/:id/campaigns", () => import("./screens/campaigns")],
  ["/projects/:id/certificate", () => import("./screens/certificate/certificate")],
];

/** Asks the server once who is here; a server that is still starting is asked again. */
function useWho() {
  const [needsSetUp, setNeeds] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const look = async () => {
    try {
      setNeeds((await calls.status()).needs_setup);
      me.value = wasHere() ? await calls.session().catch(nobody) : null;
      setProblem(undefined);
    } catch (error) {
      setProblem(error as Problem);
      setTimeout(() => void look(), 2000);
    }
  };
  useEffect(() => void look(), []);
  return { needsSetUp, problem };
}

/** A session that has ended is no fault: nobody is signed in. */
function nobody(error: unknown): null {
  if (error instanceof Problem && error.status === 401) return null;
  throw error;
}

export function App() {
  const { needsSetUp, problem } = useWho();
  if (me.value === undefined)
    return problem ? (
      <div class="gate">
        <Trouble problem={problem} />
      </div>
    ) : (
      <p class="loading quiet">Loading</p>
    );
  if (me.value === null) return <Gate first={needsSetUp} />;
  return (
    <>
      <Route routes={ROUTES} missing={Missing} />
      <Toasts />
    </>
  );
}

function Missing() {
  return (
    <main class="empty">
      <h1>There is no page at this address</h1>
      <p class="second mono">{address.value.pathname}</p>
      <button class="button primary" onClick={() => go("/")}>
        To your projects
      </button>
    </main>
  );
}
