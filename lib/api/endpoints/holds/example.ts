export const exampleHold = {
  id: "0193a1b2-0000-7000-8000-00000000000c",
  amount: 50,
  captured: 0,
  status: "OPEN",
  description: "Report",
  metadata: null,
  idempotencyKey: "job-42",
  expiresAt: "2026-11-24T09:40:00.000Z",
  createdAt: "2026-11-24T09:30:00.000Z",
  closedAt: null,
};
