/** The users of the demo and of the browser tests. */
export const DEMO_PASSWORD = "refill-demo";
export const DEMO_USERS = [
  { email: "demo@example.com", name: "Demo", role: "USER" },
  { email: "admin@example.com", name: "Admin", role: "ADMIN" },
] as const;
