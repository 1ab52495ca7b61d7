import type { ContentOf, Letter } from "@/lib/notify/types";
import { credits } from "@/lib/notify/words";

export function welcome({ credits: amount }: ContentOf<"welcome">): Letter {
  return {
    subject: "Welcome to Refill",
    paragraphs: [
      amount > 0n
        ? `Your account is ready, with ${credits(amount)} to begin with. They refill every month.`
        : "Your account is ready.",
      "Every credit that comes or goes is listed on your credits page, with the reason for it.",
    ],
    facts: [],
    button: { name: "Open your dashboard", link: "/dashboard" },
  };
}
