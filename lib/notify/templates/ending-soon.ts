import type { ContentOf, Letter } from "@/lib/notify/types";
import { day, moment, money } from "@/lib/notify/words";

export function endingSoon(content: ContentOf<"ending_soon">): Letter {
  return content.what === "subscription" ? subscription(content) : freeTime(content);
}

type Ending = Pick<ContentOf<"ending_soon">, "planName" | "endsAt">;

type FreeTime = Extract<ContentOf<"ending_soon">, { what: "trial" | "free_days" }>;

function freeTime({ what, planName, endsAt, charge, collection }: FreeTime): Letter {
  const name = what === "trial" ? "trial" : "free period";
  const subject = `Your ${name} of ${planName} ends on ${day(endsAt)}`;
  return {
    subject,
    paragraphs: charge
      ? [
          `Your ${name} of ${planName} ends on ${moment(endsAt)}. ${NEXT[collection](money(charge))}`,
          "Cancel before then and nothing is charged.",
        ]
      : [
          `Your ${name} of ${planName} ends on ${moment(endsAt)}, and its credits expire with it.`,
          "Nothing is charged. You keep the credits of packs you bought.",
        ],
    facts: [],
    button: { name: "See your plan", link: "/billing" },
  };
}

/** Stripe deducts discounts and the customer balance, which are not known here. */
const NEXT: Record<FreeTime["collection"], (amount: string) => string> = {
  AUTOMATIC: (amount) =>
    `Your card is then charged ${amount}, less any discount or account balance, and the plan continues.`,
  INVOICE: (amount) => `You will then get an invoice for ${amount}, and the plan's credits when you pay it.`,
  PAUSED: () => "Its payments are paused, so you will not be charged then and will get no new credits.",
};

function subscription({ planName, endsAt }: Ending): Letter {
  return {
    subject: `Your ${planName} plan ends on ${day(endsAt)}`,
    paragraphs: [
      `Your ${planName} plan ends on ${moment(endsAt)}, and its credits expire with it. You will not be charged again.`,
      "You keep the credits of packs you bought. Until then you can resume the plan and lose nothing.",
    ],
    facts: [],
    button: { name: "Keep the plan", link: "/billing" },
  };
}
