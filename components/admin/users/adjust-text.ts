import { creditsText, formatCredits } from "@/components/ui/credits";
import { wholeNumber } from "@/lib/format/whole-number";

/** A balance in plain numbers, for the browser. */
export type Standing = { balance: number; available: number; debt: number };

// The server refuses more digits.
const MOST_DIGITS = 15;

/** What an adjustment would leave, while it is typed; null without an amount. */
export function adjustText(direction: string, typed: string, { balance, available, debt }: Standing): string | null {
  const digits = wholeNumber(typed);
  const amount = digits !== null && digits.length <= MOST_DIGITS ? Number(digits) : 0;
  if (amount === 0) return null;
  if (direction === "take" && amount > available) {
    return `Only ${formatCredits(available)} are available. To take more, choose “Take credits, or owe them”.`;
  }
  const after = direction === "add" ? balance + amount : balance - amount;
  const paid = direction === "add" ? Math.min(debt, amount) : 0;
  const owed = direction === "owe" ? Math.max(0, amount - available) : 0;
  return [
    `The balance goes from ${signed(balance)} to ${signed(after)}.`,
    paid > 0 ? `${creditsText(paid)} of debt are paid off.` : "",
    owed > 0 ? `${creditsText(owed)} become debt.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

const signed = (credits: number): string => formatCredits(credits).replace("-", "−");
