export const FOUND_KINDS = [
  "user",
  "subscription",
  "payment",
  "webhook_event",
  "api_key",
  "plan",
  "pack",
  "meter",
  "promo_code",
] as const;

export type FoundKind = (typeof FOUND_KINDS)[number];

/** Something that a search found. */
export type Found = {
  kind: FoundKind;
  id: string;
  /** The record whose page shows it: of a subscription and an API key, the owner's id; otherwise its own. */
  pageId: string;
  title: string;
  detail: string;
};
