// What a React site writes once, as docs/websites.md has it.
import { useEffect, useState } from "react";
import { start } from "candor-web";

/** Opened at the first call, so call it in effects: these run when React has taken over what a server rendered. */
export const candor = () => start(globalThis.settings);

/** What this page shows of an experiment: null on the server, in the first rendering and for whoever sees the original. */
export function useDecision(key) {
  const [decision, setDecision] = useState(null);
  useEffect(() => {
    const look = () => setDecision(candor().decide(key));
    candor().ready(look);
    addEventListener("candor", look);
    return () => removeEventListener("candor", look);
  }, [key]);
  return decision;
}
