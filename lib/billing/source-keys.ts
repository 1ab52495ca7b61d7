/**
 * The business fact behind a lot, a clawback, a line of the billing history or an email, as a key that is unique per
 * account or user: reporting the same fact again has no effect. Stored keys are compared with the ones built here, so
 * their format must never change. A column, not the key, says what a lot or a clawback is for.
 */

const at = (moment: Date): string => moment.toISOString();

/** For lots (`credit_lot.source_key`). Their lines in the billing history have the same keys. */
export const lotKeys = {
  /**
   * An invoice's share of a refill window, or a window without an invoice:
   * refill:0193a1b2-…:2026-11-01T00:00:00.000Z:in_123, refill:0193a1b2-…:2026-11-01T00:00:00.000Z
   */
  share: ({ subscriptionId, start, invoice }: { subscriptionId: string; start: Date; invoice: string | null }) =>
    `refill:${subscriptionId}:${at(start)}${invoice ? `:${invoice}` : ""}`,
  /** What a share lacked, after `before` of its lots: refill:0193a1b2-…:2026-11-01T00:00:00.000Z:in_123:more:1 */
  more: (share: string, before: number) => (before === 0 ? share : `${share}:more:${before}`),
  /** A trial's credits: refill:0193a1b2-…:trial */
  trial: (subscriptionId: string) => `refill:${subscriptionId}:trial`,
  /** A pack, by its payment intent, or by its session if it has none: payment:pi_123 */
  pack: (paidBy: string) => `payment:${paidBy}`,
  /** The bonus of a pack: payment:pi_123:bonus */
  bonus: (paidBy: string) => `payment:${paidBy}:bonus`,
  /** A redeemed code: promo:0193a1b2-… */
  promo: (promoCodeId: string) => `promo:${promoCodeId}`,
  /** One side's reward of a referral: referral:0193a1b2-…:referrer, referral:0193a1b2-…:referred */
  referral: (referralId: string, side: "referrer" | "referred") => `referral:${referralId}:${side}`,
};

/** Whether a lot was granted for a share, at once or later for what it lacked. */
export function isOfShare(lotKey: string, share: string): boolean {
  return shareOfLot(lotKey) === share;
}

/** The share that a lot was granted for. */
export function shareOfLot(lotKey: string): string {
  return lotKey.replace(/:more:\d+$/, "");
}

/** For clawbacks and reinstatements (`ledger_entry.source_key`), numbered within what they settle. */
export const entryKeys = {
  /** What a refund or dispute takes from a lot: clawback:0193a1b2-…:0 */
  moneyBack: (lotId: string, before: number) => `clawback:${lotId}:${before}`,
  /** What a plan change takes from a window: excess:0193a1b2-…:2026-11-01T00:00:00.000Z:0 */
  excess: ({ subscriptionId, start }: { subscriptionId: string; start: Date }, before: number) =>
    `excess:${subscriptionId}:${at(start)}:${before}`,
  /** What is reinstated of the clawback with the number `seq`: clawback:0193a1b2-…:1:17 */
  reinstated: (next: string, seq: bigint) => `${next}:${seq}`,
};

/** For given time, in place of the ids of an invoice and its line (`paid_period`). */
export const givenTimeKeys = {
  /** given:0193a1b2-…:2026-11-01T00:00:00.000Z */
  invoice: (subscriptionId: string, start: Date) => `given:${subscriptionId}:${at(start)}`,
  /** given:0193a1b2-… */
  line: (subscriptionId: string) => `given:${subscriptionId}`,
};

type Scheduled = { stripeScheduleId: string | null; scheduledPriceId: string | null };

/** For changes of a subscription, by our id (`billing_event.source_key`, and emails about the same fact). */
export const subscriptionKeys = {
  /** 0193a1b2-…:ended */
  ended: (id: string) => `${id}:ended`,
  /**
   * A cancellation, by when it was requested or, if it was not, by its end: 0193a1b2-…:cancel:2026-11-05T09:00:00.000Z
   */
  cancelScheduled: (id: string, asked: Date) => `${id}:cancel:${at(asked)}`,
  /** That cancellation was undone: 0193a1b2-…:resume:2026-11-05T09:00:00.000Z */
  resumed: (id: string, asked: Date) => `${id}:resume:${at(asked)}`,
  /** Another price, and a quantity other than 1: 0193a1b2-…:change:sub_sched_123:0193a1b2-…:3 */
  changeScheduled: (id: string, { stripeScheduleId, scheduledPriceId }: Scheduled, quantity: number) =>
    `${id}:change:${stripeScheduleId}:${scheduledPriceId}${quantity === 1 ? "" : `:${quantity}`}`,
  /** 0193a1b2-…:unchange:sub_sched_123:0193a1b2-… */
  changeUnscheduled: (id: string, { stripeScheduleId, scheduledPriceId }: Scheduled) =>
    `${id}:unchange:${stripeScheduleId}:${scheduledPriceId}`,
  /** Free days, by their end: 0193a1b2-…:free:2026-11-20T00:00:00.000Z */
  freeUntil: (id: string, until: Date) => `${id}:free:${at(until)}`,
  /**
   * Collection paused in a period, until a day or "further notice": 0193a1b2-…:pause:2026-11-01T00:00:00.000Z:further
   * notice
   */
  paused: (id: string, periodStart: Date, until: string) => `${id}:pause:${at(periodStart)}:${until}`,
  /** 0193a1b2-…:unpause:2026-11-01T00:00:00.000Z:further notice */
  unpaused: (id: string, periodStart: Date, until: string) => `${id}:unpause:${at(periodStart)}:${until}`,
  /** An admin gave it: 0193a1b2-…:given */
  given: (id: string) => `${id}:given`,
  /** It duplicated another subscription: 0193a1b2-…:duplicate */
  duplicate: (id: string) => `${id}:duplicate`,
  /** 0193a1b2-…:trial_refused */
  trialRefused: (id: string) => `${id}:trial_refused`,
};

/**
 * For money (`billing_event.source_key`, and emails about the same fact). The ids are Stripe's unless stated otherwise.
 */
export const moneyKeys = {
  /** A pack's payment, by our id: payment:0193a1b2-…:paid */
  packPaid: (paymentId: string) => `payment:${paymentId}:paid`,
  /** A gift, by our id of its payment, for who redeemed it: payment:0193a1b2-…:redeemed */
  giftRedeemed: (paymentId: string) => `payment:${paymentId}:redeemed`,
  /** invoice:in_123:paid */
  invoicePaid: (invoiceId: string) => `invoice:${invoiceId}:paid`,
  /** Each failed attempt: invoice:in_123:failed:2 */
  invoiceFailed: (invoiceId: string, attempt: number) => `invoice:${invoiceId}:failed:${attempt}`,
  /** Each attempt that requires authentication: invoice:in_123:action:2 */
  invoiceNeedsAction: (invoiceId: string, attempt: number) => `invoice:${invoiceId}:action:${attempt}`,
  /** refund:re_123 */
  refund: (refundId: string) => `refund:${refundId}`,
  /** refund:re_123:failed */
  refundFailed: (refundId: string) => `refund:${refundId}:failed`,
  /** dispute:du_123:opened, dispute:du_123:won, dispute:du_123:lost */
  dispute: (disputeId: string, what: "opened" | "won" | "lost") => `dispute:${disputeId}:${what}`,
  /** What a credit note returned in one way: credit_note:cn_123:balance */
  creditNote: (creditNoteId: string, way: string) => `credit_note:${creditNoteId}:${way}`,
};

/** For emails about facts that are not in the billing history (`mail.source_key`). */
export const mailKeys = {
  /** The end of a subscription or a trial: ending:0193a1b2-…:2026-11-30T00:00:00.000Z */
  endingSoon: (subscriptionId: string, end: Date) => `ending:${subscriptionId}:${at(end)}`,
  /** refilled:0193a1b2-…:2026-11-01T00:00:00.000Z */
  refilled: (subscriptionId: string, start: Date) => `refilled:${subscriptionId}:${at(start)}`,
  /** A pack bought at Checkout, by our payment id: bought:0193a1b2-… */
  packBought: (paymentId: string) => `bought:${paymentId}`,
  /** A gift bought at Checkout, by our payment id: gift:0193a1b2-… */
  giftBought: (paymentId: string) => `gift:${paymentId}`,
  /** By our payment id: topup:0193a1b2-…:done */
  topUpDone: (paymentId: string) => `topup:${paymentId}:done`,
  /** By the payment that stopped it or, without one, the time: topup:0193a1b2-…:stopped */
  topUpStopped: (by: string | Date) => `topup:${typeof by === "string" ? by : at(by)}:stopped`,
  /** The plan's terms will change, or will not after all: terms:0193a1b2-…:0193a1b3-…:announced */
  termsChange: (moveId: string, subscriptionId: string, stage: "announced" | "canceled") =>
    `terms:${moveId}:${subscriptionId}:${stage}`,
  /** The monthly limit was reached, once per limit: topup:cap:2026-11:5000 */
  topUpCapped: (month: Date, capCents: number | null) => `topup:cap:${at(month).slice(0, 7)}:${capCents}`,
};
