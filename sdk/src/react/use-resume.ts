"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";
import type { OnResume, Refused, ResumptionState } from "./live/resumption.js";
import { useRefill } from "./provider.js";

export type ResumeOptions = {
  /**
   * Called once credits suffice. Ask a route of yours, which claims the refusal with `credits.resume` and does the work if `claimed` is
   * true. If it rejects, the status is `failed` until `retry`.
   */
  onResume?: OnResume;
  /** Tells apart what waits in different places of an app. */
  name?: string;
};

export type Resume = ResumptionState & {
  /** Waits for the credits of a refusal, in place of one that waited before. */
  wait: (refused: Refused) => void;
  /** Waits no longer. Refill keeps the refusal until it expires or your server gives it up. */
  forget: () => void;
  /** After `failed`. */
  retry: () => void;
};

/**
 * Carries what was refused for want of credits through a purchase, in this tab or in another, and calls `onResume` once credits suffice.
 * It is kept in the tab's storage until then, or until it expires.
 */
export function useResume({ onResume, name = "default" }: ResumeOptions = {}): Resume {
  const resumption = useRefill().runtime.resumption(name);
  const state = useSyncExternalStore(resumption.subscribe, resumption.get, () => resumption.initial);
  const latest = useRef(onResume);
  useEffect(() => {
    latest.current = onResume;
  });
  const follows = onResume !== undefined;
  useEffect(() => {
    if (!follows) return;
    return resumption.follow(async (id) => (await latest.current?.(id)) ?? { status: "waiting" });
  }, [resumption, follows]);
  const { wait, forget, retry } = resumption;
  return { ...state, wait, forget, retry };
}
