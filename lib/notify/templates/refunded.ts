import type { ContentOf, Letter } from "@/lib/notify/types";
import { credits, money } from "@/lib/notify/words";

export function refunded(content: ContentOf<"refunded">): Letter {
  return {
    subject: `We refunded ${money(content)}`,
    paragraphs: [
      `We refunded ${money(content)} of your payment for ${content.description}. Your bank shows it within ten days or so.`,
      ...(content.credits > 0n
        ? [`With the money went ${credits(content.credits)} that the payment had brought.`]
        : []),
    ],
    facts: [],
    button: { name: "See your payments", link: "/billing" },
  };
}
