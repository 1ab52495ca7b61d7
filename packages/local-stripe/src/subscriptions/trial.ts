import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { keepForLater } from "./change";
import { withPeriods } from "./periods";
import { creditLine } from "./proration";
import { schedule } from "./schedule";
import { requireTrialEnd } from "./trial-limits";

/** A trial that ends at `at`: the current one is moved, or a new one starts and the paid time is credited. */
export function extendTrial(
  tx: Tx,
  id: string,
  at: number,
  behavior: "always_invoice" | "create_prorations" | "none",
): Tables["subscription"] {
  const before = tx.need("subscription", id);
  requireTrialEnd(at, tx.now, before.billing_cycle_anchor, "trial_end");
  const isTrial = before.status === "trialing";
  if (!isTrial && behavior !== "none") {
    for (const item of before.items.data) keepForLater(tx, before, creditLine(tx, before, item, tx.now));
  }
  const moved = withPeriods(before, (item) => ({ start: isTrial ? item.current_period_start : tx.now, end: at }));
  const after = tx.put("subscription", {
    ...moved,
    billing_cycle_anchor: at,
    billing_cycle_anchor_config: null,
    status: "trialing",
    trial_end: at,
    trial_start: isTrial ? before.trial_start : tx.now,
  });
  schedule(tx, after);
  return after;
}
