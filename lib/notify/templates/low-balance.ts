import type { ContentOf, Letter } from "@/lib/notify/types";
import { credits } from "@/lib/notify/words";

export function lowBalance({ available, threshold }: ContentOf<"low_balance">): Letter {
  return {
    subject: `Your balance is below ${credits(threshold)}`,
    paragraphs: [
      `You have ${credits(available)} available, less than the ${credits(threshold)} at which you wanted to know.`,
      "A credit pack is there at once and does not expire with the month.",
    ],
    facts: [],
    button: { name: "Buy credits", link: "/credits" },
    why: "You asked for this alert. It comes at most once a day. You can change it in your settings.",
  };
}
