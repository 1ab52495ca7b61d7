import type { ContentOf, Letter } from "@/lib/notify/types";
import { credits, money } from "@/lib/notify/words";

export function refunded(content: ContentOf<"refunded">): Letter {
  return {
    subject: `We refunded ${money(content)}`,
    paragraphs: [
      `We refunded ${money(content)} of your payment for ${content.description}. Your bank may take about ten days to show it.`,
      ...(content.credits > 0n ? [`We also took back ${credits(content.credits)} that came with the payment.`] : []),
    ],
    facts: [],
    button: { name: "See your payments", link: "/billing" },
  };
}
