"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import type { ActionOutcome } from "@/components/admin/use-outcome";

/** What was found or done in Stripe, and what differs there, with the plan or pack that it concerns. */
export type StripeOutcome = ActionOutcome & { drift: { itemId: string; id: string; what: string }[] };

type Comparison = {
  /** The last one on this page; null before it, and after something was pushed since. */
  outcome: StripeOutcome | null;
  setOutcome: (outcome: StripeOutcome | null) => void;
};

const Context = createContext<Comparison>({ outcome: null, setOutcome: () => {} });

/** Keeps the last comparison with Stripe, so that the rows of plans and packs show it. */
export function StripeComparison({ children }: { children: ReactNode }) {
  const [outcome, setOutcome] = useState<StripeOutcome | null>(null);
  return <Context value={{ outcome, setOutcome }}>{children}</Context>;
}

export const useComparison = (): Comparison => useContext(Context);
