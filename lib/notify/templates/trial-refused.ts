import type { ContentOf, Letter } from "@/lib/notify/types";

export function trialRefused({ planName, reason }: ContentOf<"trial_refused">): Letter {
  return {
    subject: `Your trial of ${planName} did not start`,
    paragraphs: [
      reason === "claimed_before"
        ? `Free trials are limited to one per person and per card. The card you used for ${planName} has already had one, so the plan did not start.`
        : `A free trial requires a card or bank account. The payment method you used for ${planName} is neither, so the plan did not start.`,
      "Nothing was charged. You can subscribe without a trial; the payment page then shows what you pay.",
    ],
    facts: [],
    button: { name: "See the plans", link: "/pricing" },
  };
}
