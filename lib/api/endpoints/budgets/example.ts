export const exampleBudget = {
  id: "0193a1b2-0000-7000-8000-00000000000f",
  scope: "KEY",
  target: null,
  window: "ROLLING",
  seconds: 18_000,
  limit: 500,
  uses: [{ target: "0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b", used: 120, remaining: 380 }],
  ofPlan: false,
  freesAt: "2026-11-24T14:35:00.000Z",
  createdAt: "2026-11-24T09:30:00.000Z",
};
