export const exampleAudit = {
  id: "0199b1c0-7d10-7a52-9c1e-5f0a3b8e1d22",
  at: "2026-11-24T09:30:00.000Z",
  action: "credits.adjusted",
  actor: { id: "0199b1c0-6a4e-7c51-8d53-0c2f4c6a7b01", email: "grace@example.com", externalId: null },
  apiKey: null,
  target: {
    type: "user",
    id: "0199b1c0-6a4e-7c51-8d53-0c2f4c6a7b8c",
    email: "ada@example.com",
    externalId: "customer-42",
    name: null,
  },
  reason: "Apology for the outage",
  before: { balance: 200 },
  after: { balance: 250, amount: 50, expiresAt: null, seq: 5 },
  network: "203.0.113.0/24",
  requestId: "5b7e2f9a-3c41-4d8e-9a76-1f0c2d3e4b5a",
};
