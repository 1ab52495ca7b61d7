"use client";

import { rethrowNavigation } from "@/components/ui/navigation-errors";
import { sendFailureOf } from "@/components/ui/send-failure";
import { toast } from "@/components/ui/toast";
import { useSending } from "@/components/ui/use-sending";

/** The outcome of an admin's action, in a sentence. */
export type ActionOutcome = { ok: boolean; sentence: string };

/** Runs server actions and shows each outcome as a toast; `settled` runs after it, before `pending` ends. */
export function useOutcome() {
  const { pending, run: send } = useSending();
  const run = <Outcome extends ActionOutcome>(work: () => Promise<Outcome>, settled?: (outcome: Outcome) => void) =>
    send(async () => {
      const outcome = await withToast(work, () => run(work, settled));
      if (outcome) settled?.(outcome);
    });
  return { pending, run };
}

/** The outcome, after its toast. Null when no answer came, which the toast says, with a button to send it again. */
async function withToast<Outcome extends ActionOutcome>(
  work: () => Promise<Outcome>,
  again: () => void,
): Promise<Outcome | null> {
  try {
    const outcome = await work();
    if (outcome.ok) toast.success(outcome.sentence);
    else toast.error(outcome.sentence);
    return outcome;
  } catch (error) {
    rethrowNavigation(error);
    toast.error(sendFailureOf(error).sentence, { action: { label: "Try again", onClick: again } });
    return null;
  }
}
