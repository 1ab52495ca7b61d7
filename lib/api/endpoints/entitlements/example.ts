/** What the reference shows of limits, invitations and codes: the person of examples-billing.ts. */

export const exampleEntitlement = {
  feature: "workflows",
  name: "Workflows",
  per: "standing",
  limit: 3,
  used: 2,
  remaining: 1,
  allowed: true,
  resetsAt: null,
};

export const exampleCounted = { feature: "workflows", limit: 3, used: 3, remaining: 0, replayed: false };

export const exampleReferral = {
  code: "K7Q2MWXP",
  link: "https://app.example.com/signup?ref=K7Q2MWXP",
  counts: { pending: 2, rewarded: 3, refused: 1 },
  refusals: [{ reason: "card_already_rewarded", count: 1 }],
  creditsEarned: 300,
  rewards: { referrer: 100, referred: 100 },
};

export const exampleRedeemed = {
  credits: 40,
  lot: "0193a1b2-0000-7000-8000-000000000020",
  expiresAt: "2026-12-24T09:30:00.000Z",
};
