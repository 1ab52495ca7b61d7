"use client";

import { useSyncExternalStore } from "react";

/** Whether the page's scripts run by now: false on the server and while React takes over its markup. */
export function useHydrated(): boolean {
  return useSyncExternalStore(noChanges, yes, no);
}

const noChanges = () => () => undefined;
const yes = () => true;
const no = () => false;
