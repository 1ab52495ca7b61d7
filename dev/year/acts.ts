/** A quantity by a meter of the rate card. */
export type Use = { meter: string; quantity: number };

/** What a person does. */
export type OwnAct =
  /** `verified`: by a provider such as GitHub at once, later by the emailed link, or never. */
  | { do: "sign up"; verified: "at once" | "later"; invitedBy: number | null }
  | { do: "verify" }
  | { do: "subscribe"; price: string; card: string }
  | { do: "change plan"; price: string }
  | { do: "cancel"; when: "period_end" | "now" }
  | { do: "resume" }
  /** In Stripe's portal. */
  | { do: "replace card"; card: string }
  | { do: "pay open invoice" }
  | { do: "buy pack"; pack: string; quantity: number; card: string }
  | { do: "pay pack by bank"; pack: string; account: string }
  | { do: "top up"; pack: string }
  | { do: "auto top-up"; pack: string; threshold: number; monthlyCapCents: number }
  | { do: "redeem"; code: string }
  | { do: "spend"; uses: readonly Use[] }
  /** Reserves credits and takes less than that. */
  | { do: "hold"; amount: number; captured: number }
  /** Spends, and gets it back because the work failed. */
  | { do: "failed work"; amount: number }
  | { do: "delete account" };

/** What an admin does about a person. */
export type SupportAct =
  | { do: "gift"; credits: number; days: number | null; reason: string }
  | { do: "take back"; credits: number; reason: string }
  /** Of their last payment. */
  | { do: "refund"; share: number; reason: string }
  | { do: "note"; text: string };

/** What a person's bank does about their last payment. */
export type BankAct = { do: "dispute" } | { do: "decide dispute"; outcome: "win" | "lose" };

/** What an admin does about the business. */
export type BusinessAct =
  | { do: "create code"; code: string; credits: number; days: number; maxRedemptions: number; description: string }
  | { do: "offer trial"; plan: string; days: number; credits: number };

export type PersonalAct = OwnAct | SupportAct | BankAct;

/** `hour` counts from the start of the first day, UTC, with fractions. */
export type Planned<Act> = { hour: number; act: Act };
