import type { ContentOf, Letter } from "@/lib/notify/types";
import { day, moment, money } from "@/lib/notify/words";

export function endingSoon(content: ContentOf<"ending_soon">): Letter {
  return content.what === "trial" ? trial(content, content.charge) : subscription(content);
}

type Ending = Pick<ContentOf<"ending_soon">, "planName" | "endsAt">;

function trial(
  { planName, endsAt }: Ending,
  charge: Extract<ContentOf<"ending_soon">, { what: "trial" }>["charge"],
): Letter {
  return {
    subject: `Your trial of ${planName} ends on ${day(endsAt)}`,
    paragraphs: charge
      ? [
          `Your trial of ${planName} ends on ${moment(endsAt)}. Your card is then charged ${money(charge)} and the plan goes on.`,
          "Cancel before that, and nothing is charged.",
        ]
      : [
          `Your trial of ${planName} ends on ${moment(endsAt)}, and its credits end with it.`,
          "Nothing is charged. Credit packs that you bought stay yours.",
        ],
    facts: [],
    button: { name: "See your plan", link: "/billing" },
  };
}

function subscription({ planName, endsAt }: Ending): Letter {
  return {
    subject: `Your ${planName} plan ends on ${day(endsAt)}`,
    paragraphs: [
      `Your ${planName} plan ends on ${moment(endsAt)}, and its credits end with it. You will not be charged again.`,
      "Credit packs that you bought stay yours. Until then you can resume the plan as if nothing had happened.",
    ],
    facts: [],
    button: { name: "Keep the plan", link: "/billing" },
  };
}
