import type { ContentOf, Letter } from "@/lib/notify/types";
import { money } from "@/lib/notify/words";

export function actionRequired(content: ContentOf<"action_required">): Letter {
  return {
    subject: `Confirm your payment of ${money(content)}`,
    paragraphs: [
      `Your bank wants you to confirm the payment of ${money(content)} for ${content.description}.`,
      "Nothing was charged yet, and its credits come as soon as it is confirmed.",
    ],
    facts: [],
    button: { name: "Confirm the payment", link: content.link ?? "/billing" },
  };
}
