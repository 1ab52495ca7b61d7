import { formatPrice } from "@/lib/format/money";
import type { ContentOf, Letter, PlanTermsInMail } from "@/lib/notify/types";
import { credits, day } from "@/lib/notify/words";

export function termsChange(content: ContentOf<"terms_change">): Letter {
  return content.stage === "announced" ? announced(content) : canceled(content);
}

function announced({ planName, at, before, after }: ContentOf<"terms_change">): Letter {
  return {
    subject: `Your ${planName} plan changes on ${day(at)}`,
    paragraphs: [
      `From ${day(at)}, ${planName} costs ${priceOf(after)} for ${creditsOf(after)}. Until then nothing changes.`,
      "If you do not want this, cancel or change your plan before then. Credits that you have stay as they are.",
    ],
    facts: [
      ...fact("Price", priceOf(before), priceOf(after)),
      ...fact("Credits", creditsOf(before), creditsOf(after)),
      ...fact("Limits", before.limits.join(", ") || "none", after.limits.join(", ") || "none"),
    ],
    button: { name: "See your plan", link: "/billing" },
  };
}

function canceled({ planName, before }: ContentOf<"terms_change">): Letter {
  return {
    subject: `Your ${planName} plan stays as it is`,
    paragraphs: [
      `The change of your ${planName} plan that we announced will not happen.`,
      `It still costs ${priceOf(before)} for ${creditsOf(before)}.`,
    ],
    facts: [],
    button: { name: "See your plan", link: "/billing" },
  };
}

const priceOf = (terms: PlanTermsInMail): string => `${formatPrice(terms.amountCents, terms.currency)} a ${terms.per}`;
const creditsOf = (terms: PlanTermsInMail): string => `${credits(terms.credits)} a month`;

function fact(name: string, before: string, after: string): Letter["facts"] {
  return before === after ? [] : [{ name, value: `${after}, instead of ${before}` }];
}
