import type { RefillWait } from "@/components/billing/plan-status";
import type { BalanceSnapshot } from "@/components/credits/balance-snapshot";
import { DateTime } from "@/components/ui/date-time";

/** Whether the refill waits for its renewal's payment: its time has come, and its credits have not. */
export function isRefillDue({ nextRefill, asOf }: Pick<BalanceSnapshot, "nextRefill" | "asOf">): boolean {
  return nextRefill !== null && nextRefill.at <= asOf;
}

type RefillSentenceProps = { balance: Pick<BalanceSnapshot, "nextRefill" | "asOf">; waitsFor: RefillWait };

/** When credits refill next, or what that waits for: the one sentence of every page. */
export function RefillSentence({ balance, waitsFor }: RefillSentenceProps) {
  if (!balance.nextRefill) return WITHOUT_DATE[waitsFor ?? "nothing"];
  if (isRefillDue(balance)) return "Your credits refill as soon as your renewal is paid, usually within the hour.";
  return (
    <>
      The next refill is on <DateTime at={balance.nextRefill.at} show="day" />.
    </>
  );
}

const WITHOUT_DATE: Record<NonNullable<RefillWait> | "nothing", string> = {
  overdue: "Your credits refill when the overdue payment is made.",
  invoice: "Your credits refill when you pay your next invoice.",
  pause: "Your credits do not refill while payments are paused.",
  nothing: "No refill is scheduled.",
};

/** The same where no credits are left, with how to get some. */
export function NoCreditsLeft({ balance, waitsFor }: RefillSentenceProps) {
  const isComing = balance.nextRefill !== null || waitsFor !== null;
  return (
    <>
      <RefillSentence balance={balance} waitsFor={waitsFor} />{" "}
      {isComing ? "You can also buy a pack." : "Buy a pack or choose a plan to get more."}
    </>
  );
}
