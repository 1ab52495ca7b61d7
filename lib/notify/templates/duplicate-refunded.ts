import type { ContentOf, Letter } from "@/lib/notify/types";
import { money } from "@/lib/notify/words";

export function duplicateRefunded(content: ContentOf<"duplicate_refunded">): Letter {
  const paid = content.amountCents > 0;
  return {
    subject: paid
      ? `A second subscription was canceled and ${money(content)} refunded`
      : "A second subscription was canceled",
    paragraphs: [
      `You subscribed twice at nearly the same moment, so we canceled the second subscription, to ${content.planName}. Your first one continues unchanged.`,
      paid
        ? `We refunded the ${money(content)} you paid for it. Your bank may take about ten days to show it.`
        : "Nothing was charged for it.",
    ],
    facts: [],
    button: { name: "See your plan", link: "/billing" },
  };
}
