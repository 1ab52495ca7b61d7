import type { ContentOf, Letter } from "@/lib/notify/types";
import { credits, money } from "@/lib/notify/words";

export function credited(content: ContentOf<"credited">): Letter {
  return {
    subject: `We credited ${money(content)}`,
    paragraphs: [
      content.way === "balance"
        ? `We credited ${money(content)} of your payment for ${content.description} to your balance. It pays for your next invoice.`
        : `We gave back ${money(content)} of your payment for ${content.description}, other than to the card it was paid with.`,
      ...(content.credits > 0n
        ? [`With the money went ${credits(content.credits)} that the payment had brought.`]
        : []),
    ],
    facts: [],
    button: { name: "See your payments", link: "/billing" },
  };
}
