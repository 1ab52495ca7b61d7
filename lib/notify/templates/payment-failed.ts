import type { ContentOf, Letter } from "@/lib/notify/types";
import { moment, money } from "@/lib/notify/words";

export function paymentFailed(content: ContentOf<"payment_failed">): Letter {
  const { planName, graceEndsAt, nextAttemptAt } = content;
  return {
    subject: `Your payment of ${money(content)} failed`,
    paragraphs: [
      `We could not collect ${money(content)} for ${planName}.`,
      ...(graceEndsAt ? [`The plan's credits stay usable until ${moment(graceEndsAt)}.`] : []),
      "Pay the open invoice with this card or another one, and your plan continues.",
    ],
    facts: [
      { name: "Plan", value: planName },
      { name: "Amount due", value: money(content) },
      ...(nextAttemptAt ? [{ name: "Next attempt", value: moment(nextAttemptAt) }] : []),
    ],
    button: { name: "Pay now", link: content.link ?? "/billing" },
  };
}
