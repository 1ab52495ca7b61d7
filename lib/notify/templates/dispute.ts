import type { ContentOf, Letter } from "@/lib/notify/types";
import { credits, money } from "@/lib/notify/words";

export function disputeOpened(content: ContentOf<"dispute_opened">): Letter {
  return {
    subject: `Your payment of ${money(content)} is disputed`,
    paragraphs: [
      `Your bank told us that the payment of ${money(content)} for ${content.description} is disputed.`,
      ...(content.credits > 0n
        ? [`Until the bank decides, ${credits(content.credits)} from that payment are frozen and cannot be spent.`]
        : []),
      "If this is a mistake, ask your bank to withdraw the dispute.",
    ],
    facts: [],
    button: { name: "See the payment", link: "/billing" },
  };
}

export function disputeClosed(content: ContentOf<"dispute_closed">): Letter {
  const won = content.outcome === "won";
  return {
    subject: won
      ? "You can spend your credits again: your payment stands"
      : `Your bank reversed your payment of ${money(content)}`,
    paragraphs: [
      won
        ? `The bank decided that your payment of ${money(content)} for ${content.description} stands.`
        : `The bank reversed your payment of ${money(content)} for ${content.description}.`,
      ...(content.credits > 0n
        ? [
            won
              ? `The ${credits(content.credits)} that were frozen can be spent again.`
              : `We also took back ${credits(content.credits)} that came with the payment.`,
          ]
        : []),
    ],
    facts: [],
    button: won ? { name: "See your credits", link: "/credits" } : { name: "See the payment", link: "/billing" },
  };
}
