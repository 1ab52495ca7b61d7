const RANGES = {
  range: { from: "2026-11-01", to: "2026-11-30" },
  previousRange: { from: "2026-10-01", to: "2026-10-31" },
};

const NOTHING = {
  payments: 0,
  paymentCents: 0,
  refundCents: 0,
  disputeCents: 0,
  creditNoteCents: 0,
  feeCents: 0,
  netCents: 0,
};

const PRO = { ...NOTHING, payments: 2, paymentCents: 3_800, feeCents: -170, netCents: 3_630 };

/** From the worked example of docs/metrics.md. */
export const exampleRevenue = {
  ...RANGES,
  currency: "usd",
  currencies: ["usd", "eur"],
  mrr: {
    current: {
      openingCents: 8_700,
      newCents: 1_583,
      expansionCents: 3_000,
      contractionCents: -3_000,
      churnCents: -1_900,
      reactivationCents: 1_900,
      closingCents: 10_283,
      arrCents: 123_396,
      customers: { opening: 3, new: 1, reactivated: 1, churned: 1, closing: 4 },
      customerChurn: 0.3333,
      revenueChurn: 0.5632,
      arpuCents: 2_571,
    },
    previous: {
      openingCents: 0,
      newCents: 8_700,
      expansionCents: 0,
      contractionCents: 0,
      churnCents: 0,
      reactivationCents: 0,
      closingCents: 8_700,
      arrCents: 104_400,
      customers: { opening: 0, new: 3, reactivated: 0, churned: 0, closing: 3 },
      customerChurn: null,
      revenueChurn: null,
      arpuCents: 2_900,
    },
  },
  plans: { current: PRO, previous: NOTHING },
  packs: { current: NOTHING, previous: NOTHING },
  items: [{ kind: "plan", id: "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b", name: "Pro", ...PRO }],
  series: [{ period: "2026-11-30", mrrCents: 10_283, planNetCents: 0, packNetCents: 0 }],
};

const NOVEMBER = {
  opening: 600,
  issued: 900,
  spent: 400,
  expired: 600,
  clawedBack: 60,
  adjusted: 25,
  closing: 465,
};

export const exampleCredits = {
  ...RANGES,
  current: NOVEMBER,
  previous: { opening: 0, issued: 1_000, spent: 400, expired: 0, clawedBack: 0, adjusted: 0, closing: 600 },
  liability: { credits: 475, freeCredits: 125, debt: 10, costBasis: [{ currency: "usd", amountCents: 4_200 }] },
  breakage: { credits: 600, paidCredits: 600, costBasis: [{ currency: "usd", amountCents: 1_140 }] },
  series: [{ period: "2026-11-30", ...NOVEMBER }],
};
