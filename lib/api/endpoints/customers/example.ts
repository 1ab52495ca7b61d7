export const exampleCustomer = {
  externalId: "customer-42",
  account: "0199b1c0-6a4e-7c51-8d53-0c2f4c6a7b8c",
  email: "ada@example.com",
  name: "Ada",
  balance: 50,
  debt: 0,
  plan: "free",
  createdAt: "2026-11-24T09:30:00.000Z",
};
