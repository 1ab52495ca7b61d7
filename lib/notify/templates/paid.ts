import { methodName } from "@/lib/format/method-name";
import type { ContentOf, Letter } from "@/lib/notify/types";
import { credits, day, debtPaidText, money } from "@/lib/notify/words";

/** A pack bought at Checkout. */
export function packBought(content: ContentOf<"pack_bought">): Letter {
  const { description, credits: amount, debtPaid, receiptLink } = content;
  const verb = debtPaid > 0n ? "bought" : "added";
  const isFree = content.amountCents === 0;
  return {
    subject: isFree ? `${credits(amount)} ${verb}` : `${credits(amount)} ${verb} for ${money(content)}`,
    paragraphs: [
      debtPaid > 0n
        ? `Thank you for your purchase of ${description}. ${debtPaidText(amount, debtPaid, "purchase")}`
        : `Thank you for your purchase. ${credits(amount)} of ${description} are in your balance and never expire.`,
    ],
    facts: [{ name: "Paid", value: isFree ? "Nothing, with your discount" : money(content) }, ...paidWith(content)],
    button: receiptLink
      ? { name: "See your receipt", link: receiptLink }
      : { name: "See your payment", link: "/billing#payments" },
  };
}

/** A pack bought as a gift. */
export function giftBought(content: ContentOf<"gift_bought">): Letter {
  const isFree = content.amountCents === 0;
  const amount = credits(content.credits);
  return {
    subject: isFree ? `Your gift of ${amount}` : `Your gift of ${amount} for ${money(content)}`,
    paragraphs: [
      `Thank you for your purchase. ${amount} wait for the first account that redeems your gift code.`,
      "The code is on your credits page, where you can also see whether it was redeemed. Keep it to yourself and the person it is for.",
    ],
    facts: [{ name: "Paid", value: isFree ? "Nothing, with your discount" : money(content) }, ...paidWith(content)],
    button: { name: "See your gift code", link: "/credits#gifts" },
  };
}

/** A plan's first payment, its renewal, or the change to it. */
export function planPaid(content: ContentOf<"plan_paid">): Letter {
  const { what, planName, credits: amount, nextChargeAt, invoiceLink } = content;
  const price = content.amountCents > 0 ? ` for ${money(content)}` : "";
  const words = {
    started: {
      subject: `${planName} has started${price}`,
      text: `Thank you for subscribing to ${planName}. It refills ${credits(amount)} every month.`,
    },
    renewed: {
      subject: `${planName} was renewed${price}`,
      text: `Your ${planName} plan was renewed and continues with ${credits(amount)} every month.`,
    },
    changed: {
      subject: `You changed to ${planName}${price}`,
      text: `${planName} is now your plan. It refills ${credits(amount)} every month. What you paid is for the rest of this period.`,
    },
  }[what];
  return {
    subject: words.subject,
    paragraphs: [words.text, "You can change or cancel it at any time on your billing page."],
    facts: [
      { name: "Paid", value: content.amountCents > 0 ? money(content) : "Nothing this time" },
      ...paidWith(content),
      ...(nextChargeAt ? [{ name: "Next charge", value: day(nextChargeAt) }] : []),
    ],
    button: invoiceLink ? { name: "See your invoice", link: invoiceLink } : { name: "See your plan", link: "/billing" },
  };
}

type Method = { methodBrand: string | null; methodLast4: string | null };

function paidWith({ methodBrand, methodLast4 }: Method): Letter["facts"] {
  if (!methodLast4) return [];
  return [{ name: "Paid with", value: `${methodName(methodBrand ?? "card")} ending in ${methodLast4}` }];
}
