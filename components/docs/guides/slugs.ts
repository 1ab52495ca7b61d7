/** The addresses of the guides, below /docs, in reading order. */
export const GUIDE_SLUGS = [
  "quick-start",
  "add-credits",
  "lots",
  "holds",
  "refills",
  "refunds",
  "webhooks",
  "errors",
  "limits",
] as const;

export type GuideSlug = (typeof GUIDE_SLUGS)[number];
