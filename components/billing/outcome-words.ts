/** The words of the pages after a payment that are longer than a label. */
export const words = {
  purchase: "Your purchase",
  subscribed: (plan: string) => `You are on ${plan}. Its credits refill automatically every month.`,
  trial: (plan: string) => `Your free trial of ${plan} has started. Nothing has been charged.`,
  gift: "Give this code to the person it is for. The first account that redeems it gets the credits. You can see it again on your credits page.",
  bought: "They are in your balance and never expire.",
  /** Beside credits that partly paid debt, so that not all of them are in the balance. */
  creditsNeverExpire: "Credits from packs never expire.",
  held: "Your payment arrived. We are checking it, and add the credits after that.",
  pending: (what: string) =>
    `${what}: this payment method takes a few days. We add your credits as soon as the payment arrives, and email you. You can close this page.`,
  failed: (what: string) =>
    `${what}: the payment did not arrive, and no credits were added. You can buy them again, with this payment method or another one.`,
  trialRefused: (plan: string) =>
    `Free trials are limited to one per person and per card, and this card has already had one. ${plan} was not started and nothing was charged. You can subscribe without a trial; the payment page then shows what you pay.`,
  open: "Nothing has been charged yet. You can start again at any time.",
  expired: "Nothing was charged. You can start again at any time.",
  unknown:
    "The link is incomplete, or the payment was made from another account. If you paid, the credits are in that account's balance.",
  unreachable:
    "The payment service is not responding right now. If you paid, your credits will be added automatically. This page keeps checking.",
  cardSaved: "Nothing is due now. Renewals and top-ups will be charged to this card.",
  cardOnFile: "Nothing is due now. Renewals and top-ups are charged to this card.",
  cardNotSaved: (charged: string | null) =>
    charged
      ? `Nothing was charged, and ${charged} stays your saved card. Enter the new card again, or use another one.`
      : "Nothing was charged. Enter the card again, or use another one.",
  cardUnknown: "The payment service is not responding right now. This page keeps checking whether your card is saved.",
  canceled: "You left the payment page before paying. Nothing was bought, and nothing has changed.",
} as const;
