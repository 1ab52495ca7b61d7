import type { ContentOf, Letter } from "@/lib/notify/types";
import { credits, debtPaidText, moment } from "@/lib/notify/words";

export function refilled({ planName, credits: amount, debtPaid, nextRefillAt }: ContentOf<"refilled">): Letter {
  return {
    subject: `Refilled: ${credits(amount)}`,
    paragraphs: [
      `Your ${planName} plan was refilled with ${credits(amount)}.`,
      ...(debtPaid > 0n ? [debtPaidText(amount, debtPaid, "refill")] : []),
    ],
    facts: nextRefillAt ? [{ name: "Next refill", value: moment(nextRefillAt) }] : [],
    button: { name: "See your credits", link: "/credits" },
    why: "You asked for an email at every refill. You can turn it off in your settings.",
  };
}
