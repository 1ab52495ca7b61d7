import { methodName } from "@/lib/format/method-name";
import type { ContentOf, Letter } from "@/lib/notify/types";
import { credits, debtPaidText, money } from "@/lib/notify/words";

export function topupDone(content: ContentOf<"topup_done">): Letter {
  const { credits: amount, debtPaid, automatic, methodBrand, methodLast4 } = content;
  return {
    subject: `${credits(amount)} ${debtPaid > 0n ? "bought" : "added"} for ${money(content)}`,
    paragraphs: [
      automatic
        ? `Your balance fell below your threshold, so we bought ${credits(amount)} for ${money(content)}.`
        : `You bought ${credits(amount)} for ${money(content)} with your saved card.`,
      ...(debtPaid > 0n ? [debtPaidText(amount, debtPaid, "purchase")] : []),
    ],
    facts: methodLast4
      ? [{ name: "Paid with", value: `${methodName(methodBrand ?? "card")} ending in ${methodLast4}` }]
      : [],
    button: { name: "See your credits", link: "/credits" },
    ...(automatic && { why: "Auto top-up is on. You can change it or turn it off in your settings." }),
  };
}
