import { creditsText, formatCredits } from "@/components/ui/credits";

/** Credits that come, beside debt, which is paid first: what pays it and what is added. */
export function afterDebt(credits: bigint, debt: bigint): { pays: bigint; added: bigint } {
  const pays = debt < credits ? debt : credits;
  return { pays, added: credits - pays };
}

/** What a purchase would do for someone who owes credits: "380 pay what you owe, 120 are added." Empty without debt. */
export function debtSentence(credits: bigint, debt: bigint): string {
  if (debt <= 0n) return "";
  const { pays, added } = afterDebt(credits, debt);
  const are = added === 1n ? "is" : "are";
  if (added > 0n) return `${payText(pays)} what you owe, ${formatCredits(added)} ${are} added.`;
  const left = debt - pays;
  return left > 0n
    ? `All of it pays what you owe, and ${formatCredits(left)} ${left === 1n ? "stays" : "stay"} owed.`
    : "All of it pays what you owe.";
}

/** The same of a purchase that was made, of which `paid` credits paid debt. */
export function debtPaidSentence(credits: bigint, paid: bigint): string {
  const added = credits - paid;
  if (added <= 0n) return "All of it went to what you owed: none are added.";
  return `${formatCredits(paid)} of ${formatCredits(credits)} paid what you owed, ${formatCredits(added)} ${added === 1n ? "is" : "are"} added.`;
}

/** The title of a purchase: what it added, of which debt is no part. */
export function creditsAreYours(credits: bigint, debtPaid: bigint): string {
  const added = credits - debtPaid;
  if (added <= 0n) return `${creditsText(credits)} paid what you owed.`;
  return `${creditsText(added)} ${added === 1n ? "is" : "are"} yours.`;
}

const payText = (credits: bigint) => `${formatCredits(credits)} ${credits === 1n ? "pays" : "pay"}`;
