export const exampleEntitlement = {
  feature: "workflows",
  name: "Workflows",
  kind: "limit",
  values: null,
  per: "standing",
  limit: 3,
  used: 2,
  remaining: 1,
  allowed: true,
  resetsAt: null,
};

export const exampleCounted = { feature: "workflows", limit: 3, used: 3, remaining: 0, replayed: false };
