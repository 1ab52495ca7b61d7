export const exampleKey = {
  id: "0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
  name: "Build server",
  prefix: "k3v9m2xq",
  scopes: ["credits:read", "credits:spend"],
  service: false,
  expiresAt: "2027-12-31T00:00:00.000Z",
  lastUsedAt: null,
  revokedAt: null,
  createdAt: "2026-11-24T09:30:00.000Z",
};
