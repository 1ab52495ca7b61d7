import type { ContentOf, Letter } from "@/lib/notify/types";

export function trialRefused({ planName, reason }: ContentOf<"trial_refused">): Letter {
  return {
    subject: `Your trial of ${planName} did not start`,
    paragraphs: [
      reason === "claimed_before"
        ? `Free trials are limited to one for each person and each card. The card you gave for ${planName} has had one, so the plan did not start.`
        : `A free trial needs a card or bank account. The payment method you gave for ${planName} is neither, so the plan did not start.`,
      "Nothing was charged. You can subscribe without a trial: the payment page then shows what you pay.",
    ],
    facts: [],
    button: { name: "See the plans", link: "/pricing" },
  };
}
