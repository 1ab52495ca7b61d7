import type { ContentOf, Letter } from "@/lib/notify/types";
import { money } from "@/lib/notify/words";

export function actionRequired(content: ContentOf<"action_required">): Letter {
  return {
    subject: `Confirm your payment of ${money(content)}`,
    paragraphs: [
      `Your bank needs you to confirm the payment of ${money(content)} for ${content.description}.`,
      "Nothing has been charged yet. We add the credits as soon as you confirm.",
    ],
    facts: [],
    button: { name: "Confirm the payment", link: content.link ?? "/billing" },
  };
}
