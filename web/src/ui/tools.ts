/** The tools of a schema for screens that only say what was answered. */

import { useEffect, useState } from "preact/hooks";
import type { Schema } from "../core/questions";
import { haveTools } from "../tools";

/** Draws again once the tools are here; without them answers are said plainly. */
export function useTools(schema: Schema): void {
  const [, came] = useState(0);
  useEffect(() => {
    const here = haveTools(schema);
    if (here === true) return;
    here.then(
      () => came((n) => n + 1),
      () => null, // the line is gone: the plain words stay
    );
  }, [schema]);
}
