import type { ContentOf, Letter } from "@/lib/notify/types";
import { credits } from "@/lib/notify/words";

export function welcome({ credits: amount }: ContentOf<"welcome">): Letter {
  return {
    subject: "Welcome to Refill",
    paragraphs: [
      amount > 0n
        ? `Your account is ready, with ${credits(amount)} to start with. They refill every month.`
        : "Your account is ready.",
      "Your credits page lists every credit you receive or spend, with the reason for it.",
    ],
    facts: [],
    button: { name: "Open your dashboard", link: "/dashboard" },
  };
}
