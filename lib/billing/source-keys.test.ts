import { expect, test } from "vitest";
import {
  entryKeys,
  givenTimeKeys,
  isOfShare,
  lotKeys,
  mailKeys,
  moneyKeys,
  shareOfLot,
  subscriptionKeys,
} from "@/lib/billing/source-keys";

const start = new Date("2026-11-01T00:00:00Z");
const share = { subscriptionId: "sub", start, invoice: "in_1" };
const scheduled = { stripeScheduleId: "sub_sched_1", scheduledPriceId: "price" };

// Records are stored under these keys: another shape would grant, report and email again.
test.each([
  [lotKeys.share(share), "refill:sub:2026-11-01T00:00:00.000Z:in_1"],
  [lotKeys.share({ ...share, invoice: null }), "refill:sub:2026-11-01T00:00:00.000Z"],
  [lotKeys.more(lotKeys.share(share), 0), "refill:sub:2026-11-01T00:00:00.000Z:in_1"],
  [lotKeys.more(lotKeys.share(share), 2), "refill:sub:2026-11-01T00:00:00.000Z:in_1:more:2"],
  [lotKeys.trial("sub"), "refill:sub:trial"],
  [lotKeys.pack("pi_1"), "payment:pi_1"],
  [lotKeys.bonus("pi_1"), "payment:pi_1:bonus"],
  [lotKeys.promo("code"), "promo:code"],
  [lotKeys.referral("id", "referrer"), "referral:id:referrer"],
  [entryKeys.moneyBack("lot", 0), "clawback:lot:0"],
  [entryKeys.excess(share, 1), "excess:sub:2026-11-01T00:00:00.000Z:1"],
  [entryKeys.reinstated(entryKeys.moneyBack("lot", 1), 17n), "clawback:lot:1:17"],
  [givenTimeKeys.invoice("sub", start), "given:sub:2026-11-01T00:00:00.000Z"],
  [givenTimeKeys.line("sub"), "given:sub"],
  [subscriptionKeys.ended("sub"), "sub:ended"],
  [subscriptionKeys.cancelScheduled("sub", start), "sub:cancel:2026-11-01T00:00:00.000Z"],
  [subscriptionKeys.resumed("sub", start), "sub:resume:2026-11-01T00:00:00.000Z"],
  [subscriptionKeys.changeScheduled("sub", scheduled, 1), "sub:change:sub_sched_1:price"],
  [subscriptionKeys.changeScheduled("sub", scheduled, 3), "sub:change:sub_sched_1:price:3"],
  [subscriptionKeys.changeUnscheduled("sub", scheduled), "sub:unchange:sub_sched_1:price"],
  [subscriptionKeys.freeUntil("sub", start), "sub:free:2026-11-01T00:00:00.000Z"],
  [subscriptionKeys.paused("sub", start, "further notice"), "sub:pause:2026-11-01T00:00:00.000Z:further notice"],
  [subscriptionKeys.unpaused("sub", start, "further notice"), "sub:unpause:2026-11-01T00:00:00.000Z:further notice"],
  [subscriptionKeys.duplicate("sub"), "sub:duplicate"],
  [subscriptionKeys.trialRefused("sub"), "sub:trial_refused"],
  [moneyKeys.packPaid("payment"), "payment:payment:paid"],
  [moneyKeys.invoicePaid("in_1"), "invoice:in_1:paid"],
  [moneyKeys.invoiceFailed("in_1", 2), "invoice:in_1:failed:2"],
  [moneyKeys.invoiceNeedsAction("in_1", 2), "invoice:in_1:action:2"],
  [moneyKeys.refund("re_1"), "refund:re_1"],
  [moneyKeys.refundFailed("re_1"), "refund:re_1:failed"],
  [moneyKeys.dispute("du_1", "lost"), "dispute:du_1:lost"],
  [moneyKeys.creditNote("cn_1", "balance"), "credit_note:cn_1:balance"],
  [mailKeys.endingSoon("sub", start), "ending:sub:2026-11-01T00:00:00.000Z"],
  [mailKeys.refilled("sub", start), "refilled:sub:2026-11-01T00:00:00.000Z"],
  [mailKeys.topUpDone("payment"), "topup:payment:done"],
  [mailKeys.topUpStopped("payment"), "topup:payment:stopped"],
  [mailKeys.topUpStopped(start), "topup:2026-11-01T00:00:00.000Z:stopped"],
  [mailKeys.topUpCapped(start, 5000), "topup:cap:2026-11:5000"],
])("%s keeps its shape", (key, shape) => {
  expect(key).toBe(shape);
});

test("a lot matches the share it was granted for, at once or later, and no other", () => {
  const [own, other] = [lotKeys.share(share), lotKeys.share({ ...share, invoice: "in_12" })];
  expect(shareOfLot(lotKeys.more(own, 2))).toBe(own);
  expect([0, 1, 10].map((before) => isOfShare(lotKeys.more(own, before), own))).toEqual([true, true, true]);
  expect(isOfShare(other, own)).toBe(false);
  expect(isOfShare(own, lotKeys.share({ ...share, invoice: null }))).toBe(false);
});
