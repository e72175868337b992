/** Something done on the server at a press of a button: what went wrong is said, what is shown is read again. */

import { useState } from "preact/hooks";
import { words } from "../api/problem";
import { say } from "./toast";

export type Act = <T>(what: () => Promise<T>, done?: string) => Promise<T | undefined>;

/** How to act, and the fault of the last time in words; `then` runs after each success. */
export function useAct(then: () => void): [act: Act, fault: string] {
  const [fault, setFault] = useState("");
  const act: Act = async (what, done) => {
    try {
      const value = await what();
      setFault("");
      if (done) say(done);
      then();
      return value;
    } catch (error) {
      setFault(words(error));
      return undefined;
    }
  };
  return [act, fault];
}
