"use client";

import { useTransition } from "react";
import { toast } from "sonner";

/** The outcome of an admin's action, in a sentence. */
export type ActionOutcome = { ok: boolean; sentence: string };

/** Runs server actions and shows each outcome as a toast; `settled` runs after it, before `pending` ends. */
export function useOutcome() {
  const [pending, startTransition] = useTransition();
  const run = <Outcome extends ActionOutcome>(work: () => Promise<Outcome>, settled?: (outcome: Outcome) => void) =>
    startTransition(async () => {
      const outcome = await work();
      if (outcome.ok) toast.success(outcome.sentence);
      else toast.error(outcome.sentence);
      settled?.(outcome);
    });
  return { pending, run };
}
