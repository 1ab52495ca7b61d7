/** Minor units of `currency`, an ISO code. */
export type Price = { amountCents: number; currency: string };

/** What a mail tells of. Amounts of credits are bigint; `link` is a path of this app or an address at Stripe. */
export type MailContent =
  | { template: "welcome"; credits: bigint }
  | { template: "account_deleted" }
  | ({
      template: "payment_failed";
      planName: string;
      /** Until when the plan's credits stay usable. */
      graceEndsAt: Date | null;
      /** When Stripe tries again by itself. */
      nextAttemptAt: Date | null;
      /** Where it is paid at once; the billing page when left out. */
      link?: string;
    } & Price)
  | ({
      template: "action_required";
      /** What is being paid, such as "Pro" or "500 credits". */
      description: string;
      /** Where the bank's question is answered; the billing page when left out. */
      link?: string;
    } & Price)
  | ({ template: "ending_soon"; planName: string; endsAt: Date } & Ending)
  | {
      /** Only for those who asked for it. */
      template: "refilled";
      planName: string;
      credits: bigint;
      nextRefillAt: Date | null;
    }
  | { template: "low_balance"; available: bigint; threshold: bigint }
  | ({
      template: "topup_done";
      credits: bigint;
      /** Bought by the rule its owner set, not by hand. */
      automatic: boolean;
      methodBrand: string | null;
      methodLast4: string | null;
    } & Price)
  | ({ template: "topup_stopped" } & TopupStop)
  | ({
      template: "refunded";
      /** What the payment was for. */
      description: string;
      /** What the refund took back. */
      credits: bigint;
    } & Price)
  | ({
      template: "credited";
      /** What the payment was for. */
      description: string;
      /** To the balance at Stripe, which pays for the next invoice; or outside of Stripe. */
      way: "balance" | "elsewhere";
      /** What the credit note took back. */
      credits: bigint;
    } & Price)
  | ({
      template: "dispute_opened";
      description: string;
      /** What is set aside until the bank decides. */
      credits: bigint;
    } & Price)
  | ({
      template: "dispute_closed";
      outcome: "won" | "lost";
      description: string;
      /** What is usable again, or was taken back. */
      credits: bigint;
    } & Price)
  | ({ template: "duplicate_refunded"; planName: string } & Price)
  | ({ template: "security_notice" } & SecurityNotice)
  | {
      template: "trial_refused";
      planName: string;
      /** Its card, or its owner, has had a trial; or the payment method cannot be told from others. */
      reason: "claimed_before" | "unidentified_method";
    }
  | { template: "referral_rewarded"; role: "referrer" | "referred"; credits: bigint }
  /** `credits` is what the free plan brings with it, 0 for none. */
  | { template: "verify_email"; credits: bigint; link: string }
  | { template: "reset_password"; link: string }
  /** To the new address, which is not yet the account's. */
  | { template: "change_email"; to: string; link: string }
  /** To the old address, which no longer is. */
  | { template: "email_changed"; to: string; newEmail: string }
  | { template: "password_changed" };

/** What changed about how somebody signs in. `provider` is a name such as GitHub. */
export type SecurityNotice =
  | { what: "second_factor_enabled" }
  | { what: "second_factor_disabled"; by: "owner" | "operator" }
  | { what: "recovery_code_used"; left: number }
  | { what: "identity_linked" | "identity_unlinked"; provider: string }
  /** An account that never showed that it reads this address went to the person who did, through a provider. */
  | { what: "address_claimed"; provider: string };

/** A subscription that will not renew, or a trial that ends: in a charge, or in nothing. */
type Ending =
  | { what: "subscription" }
  | {
      /** The trial that a plan begins with, or free days that were given later. */
      what: "trial" | "free_days";
      /** Null when it ends in nothing. */
      charge: Price | null;
      collection: "AUTOMATIC" | "INVOICE" | "PAUSED";
    };

/** Why auto top-up stopped by itself. */
type TopupStop =
  | { reason: "declined"; declines: number }
  | { reason: "no_card" }
  /** The pack it bought is not sold any more. */
  | { reason: "pack_gone" }
  /** `link` is where the bank's question is answered. */
  | { reason: "action_required"; link?: string }
  | ({ reason: "cap_reached"; resumesAt: Date | null } & Price);

export type MailTemplate = MailContent["template"];

/** The content of one template: `ContentOf<"refunded">`. */
export type ContentOf<Template extends MailTemplate> = Extract<MailContent, { template: Template }>;

export type NewMail = MailContent & {
  userId: string;
  /** The business fact, once per user: hearing of it again writes nothing. */
  sourceKey: string;
};

/** What a mail says, before it has a look. */
export type Letter = {
  subject: string;
  /** The sentences. The first is also what a list of mails shows beside the subject. */
  paragraphs: string[];
  /** Figures worth finding at a glance. */
  facts: { name: string; value: string }[];
  button: { name: string; link: string };
  /** Why it was sent, for those that someone asked for. */
  why?: string;
};
