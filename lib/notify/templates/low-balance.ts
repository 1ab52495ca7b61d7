import type { ContentOf, Letter } from "@/lib/notify/types";
import { credits } from "@/lib/notify/words";

export function lowBalance({ available, threshold }: ContentOf<"low_balance">): Letter {
  return {
    subject: `Your balance is below ${credits(threshold)}`,
    paragraphs: [
      `You have ${credits(available)} available, less than your alert threshold of ${credits(threshold)}.`,
      "A credit pack is available immediately and never expires.",
    ],
    facts: [],
    button: { name: "Buy credits", link: "/credits" },
    why: "You turned on this alert. We send it at most once a day. You can change it in your settings.",
  };
}
