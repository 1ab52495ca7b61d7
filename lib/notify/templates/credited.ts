import type { ContentOf, Letter } from "@/lib/notify/types";
import { credits, money } from "@/lib/notify/words";

export function credited(content: ContentOf<"credited">): Letter {
  return {
    subject: `We credited ${money(content)}`,
    paragraphs: [
      content.way === "balance"
        ? `We credited ${money(content)} of your payment for ${content.description} to your balance. It pays for your next invoice.`
        : `We credited ${money(content)} of your payment for ${content.description}, but not to the card you paid with.`,
      ...(content.credits > 0n ? [`We also took back ${credits(content.credits)} that came with the payment.`] : []),
    ],
    facts: [],
    button: { name: "See your payments", link: "/billing" },
  };
}
