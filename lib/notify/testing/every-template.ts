import type { MailContent, SecurityNotice } from "@/lib/notify/types";

export const APP = "https://refill.example";
const at = new Date("2026-12-01T10:30:00Z");
const usd = (amountCents: number) => ({ amountCents, currency: "usd" });

/** Every template, with what its subject, text and button must contain. */
export const EVERY_TEMPLATE: { mail: MailContent; subject: string; says: string[]; link: string }[] = [
  {
    mail: { template: "welcome", credits: 50n },
    subject: "Welcome to Refill",
    says: ["50 credits"],
    link: `${APP}/dashboard`,
  },
  {
    mail: { template: "welcome", credits: 0n },
    subject: "Welcome to Refill",
    says: ["Your account is ready."],
    link: `${APP}/dashboard`,
  },
  {
    mail: { template: "payment_failed", planName: "Pro", graceEndsAt: at, nextAttemptAt: at, ...usd(3900) },
    subject: "Your payment of $39.00 failed",
    says: ["$39.00", "Pro", "1 December 2026, 10:30 UTC", "Next attempt"],
    link: `${APP}/billing`,
  },
  {
    mail: {
      template: "action_required",
      description: "500 credits",
      link: "https://hooks.stripe.com/3ds?a=1&b=2",
      ...usd(6000),
    },
    subject: "Confirm your payment of $60.00",
    says: ["500 credits", "Nothing has been charged yet"],
    link: "https://hooks.stripe.com/3ds?a=1&b=2",
  },
  {
    mail: {
      ...{ template: "health_alert", kind: "queue_lags", stage: "raised", since: at },
      sentence: "12 jobs are due, the first of them for 11 minutes.",
    },
    subject: "Background work is late",
    says: ["12 jobs are due", "one email a day while it lasts", "because you are an admin"],
    link: `${APP}/admin/health`,
  },
  {
    mail: {
      ...{ template: "health_alert", kind: "drift_not_healed", stage: "repeated", since: at },
      sentence: "One difference needs a person.",
    },
    subject: "Stripe and the database differ",
    says: ["One difference needs a person", "It began on 1 December 2026"],
    link: `${APP}/admin/health`,
  },
  {
    mail: {
      ...{ template: "health_alert", kind: "webhooks_stopped", stage: "cleared", since: at },
      sentence: "One event did not arrive.",
    },
    subject: "All clear: Stripe's webhooks arrive again",
    says: ["This is resolved", "It was: One event did not arrive."],
    link: `${APP}/admin/health`,
  },
  {
    mail: { template: "ending_soon", what: "subscription", planName: "Pro", endsAt: at },
    subject: "Your Pro plan ends on 1 December 2026",
    says: ["10:30 UTC", "You will not be charged again"],
    link: `${APP}/billing`,
  },
  {
    mail: {
      template: "ending_soon",
      what: "trial",
      planName: "Pro",
      endsAt: at,
      charge: usd(3900),
      collection: "AUTOMATIC",
    },
    subject: "Your trial of Pro ends on 1 December 2026",
    says: ["charged $39.00", "Cancel before then"],
    link: `${APP}/billing`,
  },
  {
    mail: {
      template: "ending_soon",
      what: "free_days",
      planName: "Pro",
      endsAt: at,
      charge: usd(3900),
      collection: "INVOICE",
    },
    subject: "Your free period of Pro ends on 1 December 2026",
    says: ["get an invoice for $39.00", "credits when you pay it"],
    link: `${APP}/billing`,
  },
  {
    mail: {
      template: "ending_soon",
      what: "free_days",
      planName: "Pro",
      endsAt: at,
      charge: usd(3900),
      collection: "PAUSED",
    },
    subject: "Your free period of Pro ends on 1 December 2026",
    says: ["you will not be charged then"],
    link: `${APP}/billing`,
  },
  {
    mail: {
      template: "ending_soon",
      what: "trial",
      planName: "Pro",
      endsAt: at,
      charge: null,
      collection: "AUTOMATIC",
    },
    subject: "Your trial of Pro ends on 1 December 2026",
    says: ["Nothing is charged."],
    link: `${APP}/billing`,
  },
  {
    mail: {
      ...{ template: "terms_change", stage: "announced", planName: "Starter", at },
      before: { ...usd(2000), per: "month", credits: 200n, limits: ["3 workflows"] },
      after: { ...usd(2500), per: "month", credits: 250n, limits: ["5 workflows"] },
    },
    subject: "Your Starter plan changes on 1 December 2026",
    says: [
      "$25 a month, instead of $20 a month",
      "250 credits a month, instead of 200 credits a month",
      "5 workflows, instead of 3 workflows",
      "cancel or change your plan before then",
    ],
    link: `${APP}/billing`,
  },
  {
    mail: {
      ...{ template: "terms_change", stage: "canceled", planName: "Starter", at },
      before: { ...usd(2000), per: "month", credits: 200n, limits: [] },
      after: { ...usd(2500), per: "month", credits: 250n, limits: [] },
    },
    subject: "Your Starter plan stays as it is",
    says: ["will not happen", "$20 a month for 200 credits a month"],
    link: `${APP}/billing`,
  },
  {
    mail: { template: "refilled", planName: "Ultimate", credits: 2000n, debtPaid: 0n, nextRefillAt: at },
    subject: "Refilled: 2,000 credits",
    says: ["Ultimate", "Next refill", "1 December 2026, 10:30 UTC", "You asked for an email"],
    link: `${APP}/credits`,
  },
  {
    mail: { template: "refilled", planName: "Pro", credits: 400n, debtPaid: 150n, nextRefillAt: at },
    subject: "Refilled: 400 credits",
    says: ["150 credits paid what you owed, and 250 are in your balance."],
    link: `${APP}/credits`,
  },
  {
    mail: { template: "low_balance", available: 1n, threshold: 12_500n },
    subject: "Your balance is below 12,500 credits",
    says: ["1 credit available"],
    link: `${APP}/credits`,
  },
  {
    mail: {
      ...{
        template: "pack_bought",
        description: "500 credits",
        credits: 550n,
        debtPaid: 0n,
        receiptLink: "https://pay.stripe.com/r",
      },
      ...{ methodBrand: "visa", methodLast4: "4242", ...usd(6000) },
    },
    subject: "550 credits added for $60.00",
    says: ["550 credits of 500 credits", "never expire", "Visa ending in 4242"],
    link: "https://pay.stripe.com/r",
  },
  {
    mail: {
      ...{ template: "pack_bought", description: "500 credits", credits: 1n, debtPaid: 0n, receiptLink: null },
      ...{ methodBrand: null, methodLast4: null, ...usd(0) },
    },
    subject: "1 credit added",
    says: ["Nothing, with your discount"],
    link: `${APP}/billing#payments`,
  },
  {
    mail: {
      ...{ template: "pack_bought", description: "500 credits", credits: 550n, debtPaid: 100n, receiptLink: null },
      ...{ methodBrand: "visa", methodLast4: "4242", ...usd(6000) },
    },
    subject: "550 credits bought for $60.00",
    says: ["100 credits paid what you owed, and 450 are in your balance and never expire."],
    link: `${APP}/billing#payments`,
  },
  {
    mail: {
      ...{ template: "gift_bought", description: "Gift: 500 credits", credits: 550n, receiptLink: null },
      ...{ methodBrand: "visa", methodLast4: "4242", ...usd(6000) },
    },
    subject: "Your gift of 550 credits for $60.00",
    says: ["550 credits wait for the first account", "Visa ending in 4242"],
    link: `${APP}/credits#gifts`,
  },
  {
    mail: {
      ...{ template: "topup_done", credits: 550n, debtPaid: 550n, automatic: false },
      ...{ methodBrand: null, methodLast4: null, ...usd(6000) },
    },
    subject: "550 credits bought for $60.00",
    says: ["All 550 credits paid what you owed, so none are added to your balance."],
    link: `${APP}/credits`,
  },
  {
    mail: {
      ...{ template: "topup_done", credits: 550n, debtPaid: 549n, automatic: true },
      ...{ methodBrand: null, methodLast4: null, ...usd(6000) },
    },
    subject: "550 credits bought for $60.00",
    says: ["549 credits paid what you owed, and 1 is in your balance and never expires."],
    link: `${APP}/credits`,
  },
  ...planEnds(),
  {
    mail: {
      ...{ template: "plan_paid", what: "started", planName: "Pro", credits: 1_000n, nextChargeAt: at },
      ...{ methodBrand: "visa", methodLast4: "4242", invoiceLink: "https://invoice.stripe.com/i", ...usd(3900) },
    },
    subject: "Pro has started for $39.00",
    says: ["1,000 credits every month", "Next charge", "1 December 2026", "Visa ending in 4242"],
    link: "https://invoice.stripe.com/i",
  },
  {
    mail: {
      ...{ template: "plan_paid", what: "renewed", planName: "Pro", credits: 1_000n, nextChargeAt: null },
      ...{ methodBrand: null, methodLast4: null, invoiceLink: null, ...usd(0) },
    },
    subject: "Pro was renewed",
    says: ["1,000 credits every month", "Nothing this time"],
    link: `${APP}/billing`,
  },
  {
    mail: {
      template: "topup_done",
      credits: 2750n,
      debtPaid: 0n,
      automatic: true,
      methodBrand: "Visa",
      methodLast4: "4242",
      ...usd(27_500),
    },
    subject: "2,750 credits added for $275.00",
    says: ["fell below your threshold", "Visa ending in 4242"],
    link: `${APP}/credits`,
  },
  {
    mail: { template: "topup_stopped", reason: "declined", declines: 3 },
    subject: "Auto top-up has stopped",
    says: ["declined 3 times"],
    link: `${APP}/settings#auto-topup`,
  },
  {
    mail: { template: "topup_stopped", reason: "no_card" },
    subject: "Auto top-up has stopped",
    says: ["no saved card"],
    link: `${APP}/settings#auto-topup`,
  },
  {
    mail: { template: "topup_stopped", reason: "pack_gone" },
    subject: "Auto top-up has stopped",
    says: ["is no longer sold"],
    link: `${APP}/settings#auto-topup`,
  },
  {
    mail: { template: "topup_stopped", reason: "action_required", link: "/billing/confirm/1" },
    subject: "Auto top-up has stopped",
    says: ["Nothing has been charged yet"],
    link: `${APP}/billing/confirm/1`,
  },
  {
    mail: { template: "topup_stopped", reason: "cap_reached", resumesAt: at, ...usd(10_000) },
    subject: "Auto top-up has reached its monthly limit",
    says: ["$100.00", "1 December 2026, 10:30 UTC"],
    link: `${APP}/settings#auto-topup`,
  },
  {
    mail: { template: "refunded", description: "Starter", credits: 100n, amountCents: 1000, currency: "jpy" },
    subject: "We refunded ¥1,000",
    says: ["Starter", "100 credits"],
    link: `${APP}/billing`,
  },
  {
    mail: { template: "credited", description: "Starter", way: "balance", credits: 100n, ...usd(1000) },
    subject: "We credited $10.00",
    says: ["to your balance", "100 credits"],
    link: `${APP}/billing`,
  },
  {
    mail: { template: "credited", description: "Starter", way: "elsewhere", credits: 0n, ...usd(1000) },
    subject: "We credited $10.00",
    says: ["but not to the card"],
    link: `${APP}/billing`,
  },
  {
    mail: { template: "dispute_opened", description: "Pack", credits: 500n, ...usd(6000) },
    subject: "Your payment of $60.00 is disputed",
    says: ["500 credits", "frozen"],
    link: `${APP}/billing`,
  },
  {
    mail: { template: "dispute_closed", outcome: "won", description: "Pack", credits: 500n, ...usd(6000) },
    subject: "You can spend your credits again: your payment stands",
    says: ["500 credits", "can be spent again"],
    link: `${APP}/credits`,
  },
  {
    mail: { template: "dispute_closed", outcome: "lost", description: "Pack", credits: 500n, ...usd(6000) },
    subject: "Your bank reversed your payment of $60.00",
    says: ["reversed your payment", "500 credits"],
    link: `${APP}/billing`,
  },
  {
    mail: { template: "duplicate_refunded", planName: "Pro", ...usd(3900) },
    subject: "A second subscription was canceled and $39.00 refunded",
    says: ["Pro", "continues unchanged"],
    link: `${APP}/billing`,
  },
  {
    mail: { template: "duplicate_refunded", planName: "Pro", ...usd(0) },
    subject: "A second subscription was canceled",
    says: ["Nothing was charged for it."],
    link: `${APP}/billing`,
  },
  {
    mail: { template: "trial_refused", planName: "Pro", reason: "claimed_before" },
    subject: "Your trial of Pro did not start",
    says: ["has already had one", "Nothing was charged."],
    link: `${APP}/pricing`,
  },
  {
    mail: { template: "trial_refused", planName: "Pro", reason: "unidentified_method" },
    subject: "Your trial of Pro did not start",
    says: ["requires a card or bank account", "Nothing was charged."],
    link: `${APP}/pricing`,
  },
  {
    mail: { template: "referral_rewarded", role: "referrer", credits: 100n },
    subject: "100 credits for your referral",
    says: ["Someone you invited"],
    link: `${APP}/credits`,
  },
  {
    mail: { template: "referral_rewarded", role: "referred", credits: 100n },
    subject: "100 credits for being referred",
    says: ["You were invited"],
    link: `${APP}/credits`,
  },
  {
    mail: { template: "verify_email", credits: 50n, link: "/verify-email?token=link.1" },
    subject: "Verify your email address",
    says: ["50 credits every month", "works once, within 24 hours", "ignore this email"],
    link: `${APP}/verify-email?token=link.1`,
  },
  {
    mail: { template: "verify_email", credits: 0n, link: "/verify-email?token=link.1" },
    subject: "Verify your email address",
    says: ["finish setting up your account"],
    link: `${APP}/verify-email?token=link.1`,
  },
  {
    mail: { template: "reset_password", link: "/reset-password?token=link.1" },
    subject: "Reset your password",
    says: ["works once, within 30 minutes", "Your password does not change"],
    link: `${APP}/reset-password?token=link.1`,
  },
  {
    mail: { template: "change_email", to: "new@example.com", link: "/change-email?token=link.1" },
    subject: "Confirm your new email address",
    says: ["new@example.com", "works once, within an hour"],
    link: `${APP}/change-email?token=link.1`,
  },
  {
    mail: { template: "email_changed", to: "old@example.com", newEmail: "new@example.com" },
    subject: "Your email address was changed",
    says: ["from old@example.com to new@example.com", "contact support at once"],
    link: `${APP}/settings#profile`,
  },
  {
    mail: { template: "password_changed" },
    subject: "Your password was changed",
    says: ["every other browser was signed out", "reset it now"],
    link: `${APP}/forgot-password`,
  },
  ...notices(),
];

/** Changes to how a user signs in. */
function notices(): typeof EVERY_TEMPLATE {
  const notice = (mail: SecurityNotice, subject: string, ...says: string[]) => ({
    mail: { template: "security_notice" as const, ...mail },
    subject,
    says: [...says, "If this was not you"],
    link: `${APP}/settings#security`,
  });
  return [
    notice({ what: "second_factor_enabled" }, "Two-step sign-in is on", "recovery codes"),
    notice({ what: "second_factor_disabled", by: "owner" }, "Two-step sign-in is off", "in your settings"),
    notice({ what: "second_factor_disabled", by: "operator" }, "Two-step sign-in is off", "signed out everywhere"),
    notice({ what: "recovery_code_used", left: 1 }, "A recovery code was used", "1 recovery code is left"),
    notice({ what: "identity_linked", provider: "GitHub" }, "GitHub was linked to your account", "sign in with GitHub"),
    notice({ what: "identity_unlinked", provider: "Google" }, "Google was unlinked from your account", "no longer"),
    notice({ what: "address_claimed", provider: "GitHub" }, "You took over an unverified account", "no longer work"),
  ];
}

/** A plan that is canceled, resumed, or over. */
function planEnds(): typeof EVERY_TEMPLATE {
  const now = { name: "Free", credits: 50n, isFree: true };
  const canceled = { template: "plan_canceled", planName: "Pro", endsAt: at } as const;
  const ended = { template: "plan_ended", planName: "Pro", endedAt: at } as const;
  return [
    {
      mail: { ...canceled, what: "plan", credits: 812n, refillsUntilThen: true, isOverdue: false },
      subject: "Your Pro plan is canceled and ends on 1 December 2026",
      says: ["10:30 UTC", "It will not renew.", "spend its 812 credits", "still refills every month", "You can resume"],
      link: `${APP}/billing`,
    },
    {
      mail: { ...canceled, what: "trial", credits: 0n, refillsUntilThen: false, isOverdue: true },
      subject: "Your trial of Pro is canceled and ends on 1 December 2026",
      says: ["Nothing will be charged.", "spend its credits", "overdue invoice is still due"],
      link: `${APP}/billing`,
    },
    {
      mail: { template: "plan_resumed", what: "plan", planName: "Pro", nextChargeAt: at },
      subject: "Your Pro plan continues",
      says: ["no longer canceled", "Next charge", "1 December 2026, 10:30 UTC"],
      link: `${APP}/billing`,
    },
    {
      mail: { ...ended, what: "plan", isUnpaid: false, now, available: 512n },
      subject: "Your Pro plan has ended",
      says: ["You are on Free now. You can subscribe again", "Free, 50 credits a month", "512 credits"],
      link: `${APP}/pricing`,
    },
    {
      mail: { ...ended, what: "plan", isUnpaid: true, now: null, available: 0n },
      subject: "Your Pro plan has ended",
      says: ["because its payment failed", "You have no plan now.", "0 credits"],
      link: `${APP}/pricing`,
    },
    {
      mail: {
        ...ended,
        what: "trial",
        isUnpaid: false,
        now: { ...now, name: "Starter", isFree: false },
        available: 1n,
      },
      subject: "Your trial of Pro has ended",
      says: ["You are on Starter now."],
      link: `${APP}/billing`,
    },
  ];
}
