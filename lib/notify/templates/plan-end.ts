import type { ContentOf, Letter } from "@/lib/notify/types";
import { credits, day, moment } from "@/lib/notify/words";

/** A plan is set to end. */
export function planCanceled(content: ContentOf<"plan_canceled">): Letter {
  const { what, planName, endsAt, credits: left, refillsUntilThen, isOverdue } = content;
  const name = what === "trial" ? `Your trial of ${planName}` : `Your ${planName} plan`;
  const charge = what === "trial" ? "Nothing will be charged." : "It will not renew.";
  const theirs = left > 0n ? `its ${credits(left)}` : "its credits";
  const refills = refillsUntilThen ? " It still refills every month until then." : "";
  return {
    subject: `${name} is canceled and ends on ${day(endsAt)}`,
    paragraphs: [
      `${name} ends on ${moment(endsAt)}. ${charge}`,
      `Until then you can spend ${theirs}; what is left expires when it ends.${refills} You keep the credits of packs.`,
      ...(isOverdue ? ["The overdue invoice is still due."] : []),
      `You can resume ${what === "trial" ? "it" : "the plan"} on your billing page until then and lose nothing.`,
    ],
    facts: [{ name: "Ends", value: moment(endsAt) }],
    button: { name: what === "trial" ? "Keep the trial" : "Keep the plan", link: "/billing" },
  };
}

/** It continues after all. */
export function planResumed({ what, planName, nextChargeAt }: ContentOf<"plan_resumed">): Letter {
  const name = what === "trial" ? `Your trial of ${planName}` : `Your ${planName} plan`;
  return {
    subject: `${name} continues`,
    paragraphs: [`${name} is no longer canceled. It continues, and you keep its credits.`],
    facts: nextChargeAt
      ? [{ name: what === "trial" ? "First charge" : "Next charge", value: moment(nextChargeAt) }]
      : [],
    button: { name: "See your plan", link: "/billing" },
  };
}

/** It has ended: what its user has now, and how to come back. */
export function planEnded(content: ContentOf<"plan_ended">): Letter {
  const { what, planName, endedAt, isUnpaid, now, available } = content;
  const name = what === "trial" ? `Your trial of ${planName}` : `Your ${planName} plan`;
  return {
    subject: `${name} has ended`,
    paragraphs: [
      `${name} ended on ${moment(endedAt)}${isUnpaid ? ", because its payment failed" : ""}. ${EXPIRED}`,
      now?.isFree === false
        ? `You are on ${now.name} now.`
        : `${now ? `You are on ${now.name} now.` : "You have no plan now."} You can subscribe again at any time.`,
    ],
    facts: [
      { name: "Plan", value: now ? `${now.name}, ${credits(now.credits)} a month` : "None" },
      { name: "Available", value: credits(available) },
    ],
    button:
      now?.isFree === false ? { name: "See your plan", link: "/billing" } : { name: "See plans", link: "/pricing" },
  };
}

const EXPIRED = "Its unused credits have expired; you keep the credits of packs.";
