/** The account of the examples in the reference: it has the credits of a plan and spends five of them. */

const ACCOUNT = "0193a1b2-0000-7000-8000-00000000000a";
const LOT = "0193a1b2-0000-7000-8000-00000000000b";

export const exampleBalance = {
  account: ACCOUNT,
  balance: 200,
  held: 0,
  available: 200,
  debt: 0,
  lots: [
    {
      id: LOT,
      kind: "PLAN",
      remaining: 200,
      held: 0,
      amount: 200,
      priority: 10,
      expiresAt: "2026-12-27T09:00:00.000Z",
      frozen: false,
    },
  ],
  nextRefill: { at: "2026-12-24T09:00:00.000Z", credits: 200 },
  asOf: "2026-11-24T09:30:00.000Z",
};

export const exampleEntry = {
  id: `${ACCOUNT}_3`,
  seq: 3,
  type: "USAGE",
  amount: -5,
  balanceBefore: 200,
  balanceAfter: 195,
  description: "Summary of report.pdf",
  meter: null,
  quantity: null,
  rateVersion: null,
  items: null,
  subject: null,
  model: null,
  project: null,
  run: null,
  tags: [],
  estimated: false,
  metadata: null,
  idempotencyKey: "job-42",
  allocations: [{ lot: LOT, amount: -5 }],
  payment: null,
  hold: null,
  createdAt: "2026-11-24T09:30:00.000Z",
};

const granted = {
  type: "GRANT",
  amount: 200,
  entryCount: 1,
  entries: [{ id: `${ACCOUNT}_2`, amount: 200, createdAt: "2026-11-24T09:00:04.000Z" }],
};
const used = {
  type: "USAGE",
  amount: -5,
  entryCount: 1,
  entries: [{ id: `${ACCOUNT}_3`, amount: -5, createdAt: "2026-11-24T09:30:00.000Z" }],
};

export const exampleExplanation = {
  account: ACCOUNT,
  balance: 195,
  debt: 0,
  byType: [granted, used].map(({ type, amount, entryCount }) => ({ type, amount, entryCount })),
  byLot: [
    {
      lot: {
        id: LOT,
        kind: "PLAN",
        description: "Starter refill",
        amount: 200,
        remaining: 195,
        expiresAt: "2026-12-27T09:00:00.000Z",
        createdAt: "2026-11-24T09:00:04.000Z",
      },
      movements: [granted, used],
    },
  ],
  otherLots: { count: 0, remaining: 0, movements: [] },
  byDebt: [],
  asOf: "2026-11-24T09:31:00.000Z",
};
