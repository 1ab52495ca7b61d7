/** Minor units of `currency`, an ISO code. */
export type Price = { amountCents: number; currency: string };

/** The content of an email. Amounts of credits are bigint; `link` is a path of this app or an address at Stripe. */
export type MailContent =
  | { template: "welcome"; credits: bigint }
  | { template: "account_deleted" }
  | {
      /** To admins. */
      template: "health_alert";
      kind: AlertKind;
      /** It begins, it lasts, it is over. */
      stage: "raised" | "repeated" | "cleared";
      /** What was found last. */
      sentence: string;
      since: Date;
    }
  | ({
      template: "payment_failed";
      planName: string;
      /** The plan's credits can be spent until then. */
      graceEndsAt: Date | null;
      /** When Stripe retries automatically. */
      nextAttemptAt: Date | null;
      /** Where to pay it now; by default the billing page. */
      link?: string;
    } & Price)
  | ({
      template: "action_required";
      /** What is being paid for, such as "Pro" or "500 credits". */
      description: string;
      /** Where to complete the bank's authentication; by default the billing page. */
      link?: string;
    } & Price)
  | {
      /** A newer version of their plan replaces theirs at the end of the period; or it does not after all. */
      template: "terms_change";
      stage: "announced" | "canceled";
      planName: string;
      at: Date;
      before: PlanTermsInMail;
      after: PlanTermsInMail;
    }
  | ({ template: "ending_soon"; planName: string; endsAt: Date } & Ending)
  | {
      /** A plan or its trial is set to end. */
      template: "plan_canceled";
      what: "plan" | "trial";
      planName: string;
      endsAt: Date;
      /** What is left of its credits. */
      credits: bigint;
      /** Another refill comes before the end, as on a yearly plan. */
      refillsUntilThen: boolean;
      /** Its last invoice is unpaid, and stays due. */
      isOverdue: boolean;
    }
  | {
      /** That was undone. */
      template: "plan_resumed";
      what: "plan" | "trial";
      planName: string;
      nextChargeAt: Date | null;
    }
  | {
      template: "plan_ended";
      what: "plan" | "trial";
      planName: string;
      endedAt: Date;
      /** It ended because a payment failed. */
      isUnpaid: boolean;
      /** Their plan after it, with its credits a month; null without one. */
      now: { name: string; credits: bigint; isFree: boolean } | null;
      /** What they can spend now. */
      available: bigint;
    }
  | {
      /** Only for users who opted in. */
      template: "refilled";
      planName: string;
      credits: bigint;
      /** How many of them paid debt, so that they were not added. */
      debtPaid: bigint;
      nextRefillAt: Date | null;
    }
  | { template: "low_balance"; available: bigint; threshold: bigint }
  | ({
      template: "topup_done";
      credits: bigint;
      /** How many of them paid debt, so that they were not added. */
      debtPaid: bigint;
      /** Bought by auto top-up, not by hand. */
      automatic: boolean;
      methodBrand: string | null;
      methodLast4: string | null;
    } & Price)
  | ({ template: "topup_stopped" } & TopupStop)
  | ({
      /** A pack bought at Checkout. */
      template: "pack_bought";
      description: string;
      credits: bigint;
      /** How many of them paid debt, so that they were not added. */
      debtPaid: bigint;
      methodBrand: string | null;
      methodLast4: string | null;
      /** Stripe's receipt. */
      receiptLink: string | null;
    } & Price)
  | ({
      /** A pack bought as a gift. Its code is not in the email. */
      template: "gift_bought";
      description: string;
      credits: bigint;
      methodBrand: string | null;
      methodLast4: string | null;
      receiptLink: string | null;
    } & Price)
  | ({
      template: "plan_paid";
      /** Its first payment, the one for another period, or the one for a change to this plan. */
      what: "started" | "renewed" | "changed";
      planName: string;
      /** A month's refill. */
      credits: bigint;
      nextChargeAt: Date | null;
      methodBrand: string | null;
      methodLast4: string | null;
      /** Stripe's page of the invoice. */
      invoiceLink: string | null;
    } & Price)
  | ({
      template: "refunded";
      /** What the payment was for. */
      description: string;
      /** The credits the refund took back. */
      credits: bigint;
    } & Price)
  | ({
      template: "credited";
      /** What the payment was for. */
      description: string;
      /** To the customer balance in Stripe, which pays for the next invoice; or outside of Stripe. */
      way: "balance" | "elsewhere";
      /** The credits the credit note took back. */
      credits: bigint;
    } & Price)
  | ({
      template: "dispute_opened";
      description: string;
      /** The credits frozen until the bank decides. */
      credits: bigint;
    } & Price)
  | ({
      template: "dispute_closed";
      outcome: "won" | "lost";
      description: string;
      /** The credits that are available again, or were taken back. */
      credits: bigint;
    } & Price)
  | ({ template: "duplicate_refunded"; planName: string } & Price)
  | ({ template: "security_notice" } & SecurityNotice)
  | {
      template: "trial_refused";
      planName: string;
      /** Its card or its user has had a trial; or the payment method cannot be identified. */
      reason: "claimed_before" | "unidentified_method";
    }
  | { template: "referral_rewarded"; role: "referrer" | "referred"; credits: bigint }
  /** `credits` is the free plan's grant on verification, 0 for none. */
  | { template: "verify_email"; credits: bigint; link: string }
  | { template: "reset_password"; link: string }
  /** To the new address, which is not yet the account's. */
  | { template: "change_email"; to: string; link: string }
  /** To the old address, which is no longer the account's. */
  | { template: "email_changed"; to: string; newEmail: string }
  | { template: "password_changed" };

/** What a plan costs and gives, for all units. */
export type PlanTermsInMail = Price & { per: "month" | "year"; credits: bigint; limits: string[] };

/** What admins are alerted about. */
/** What admins are alerted about. `metrics_lag` is about the read models of the overview; `webhooks_not_processed` about
 * events that arrived, `webhooks_stopped` about those that Stripe made and that did not. */
export const ALERT_KINDS = [
  "ledger_inconsistent",
  "drift_not_healed",
  "queue_lags",
  "metrics_lag",
  "webhooks_not_processed",
  "webhooks_stopped",
] as const;

export type AlertKind = (typeof ALERT_KINDS)[number];

/** A change to how a user signs in. `provider` is a name such as GitHub. */
export type SecurityNotice =
  | { what: "second_factor_enabled" }
  | { what: "second_factor_disabled"; by: "owner" | "operator" }
  | { what: "recovery_code_used"; left: number }
  | { what: "identity_linked" | "identity_unlinked"; provider: string }
  /** An unverified account that was taken over by the owner of its address, who signed in through a provider. */
  | { what: "address_claimed"; provider: string };

/** A subscription that will not renew, or a trial that ends: with a charge or without one. */
type Ending =
  | { what: "subscription" }
  | {
      /** The trial that a plan starts with, or free days that were granted later. */
      what: "trial" | "free_days";
      /** Null when it ends without a charge. */
      charge: Price | null;
      collection: "AUTOMATIC" | "INVOICE" | "PAUSED";
    };

/** Why auto top-up stopped. */
type TopupStop =
  | { reason: "declined"; declines: number }
  | { reason: "no_card" }
  /** The pack is no longer sold. */
  | { reason: "pack_gone" }
  /** `link` is where to complete the bank's authentication. */
  | { reason: "action_required"; link?: string }
  | ({ reason: "cap_reached"; resumesAt: Date | null } & Price);

export type MailTemplate = MailContent["template"];

/** The content of one template: `ContentOf<"refunded">`. */
export type ContentOf<Template extends MailTemplate> = Extract<MailContent, { template: Template }>;

export type NewMail = MailContent & {
  userId: string;
  /** The business fact, once per user: a repeated fact writes no second email. */
  sourceKey: string;
};

/** The text of an email, before layout. */
export type Letter = {
  subject: string;
  /** The sentences. The first is also the preview in a list of emails. */
  paragraphs: string[];
  /** Figures to highlight. */
  facts: { name: string; value: string }[];
  button: { name: string; link: string };
  /** Why it was sent, for opt-in emails. */
  why?: string;
};
