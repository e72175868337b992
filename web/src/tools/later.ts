/** What is fetched by the type of a question, when it is wanted. */

import { useEffect, useState } from "preact/hooks";
import type { Question } from "./tool";

/** A hook that fetches what these questions need, and has what is here of it yet. */
export function fetchedByType<T>(load: Readonly<Record<string, () => Promise<T>>>) {
  const here = new Map<string, T>();
  return (questions: readonly Question[]): ReadonlyMap<string, T> => {
    const [, came] = useState(0);
    useEffect(() => {
      for (const type of new Set(questions.map(({ type }) => type)))
        if (load[type] && !here.has(type))
          load[type]().then(
            (found) => (here.set(type, found), came((n) => n + 1)),
            () => null, // the line is gone: the plain words stay
          );
    }, [questions]);
    return here;
  };
}
