import { randomBytes } from "node:crypto";

/** The settings of a process that works on a database of a benchmark: with a local Stripe, and with emails that are written but not sent. */
export function benchSettings(databaseUrl: string, stripeUrl = ""): Record<string, string> {
  return {
    APP_URL: "http://127.0.0.1:3000",
    DATABASE_URL: databaseUrl,
    DATABASE_DIRECT_URL: "",
    DATABASE_REPLICA_URL: "",
    LOCAL_MODE: "true",
    LOG_LEVEL: "warn",
    NEXTAUTH_SECRET: randomBytes(32).toString("base64url"),
    STRIPE_API_BASE: stripeUrl,
    STRIPE_SECRET_KEY: "sk_test_local",
    STRIPE_WEBHOOK_SECRET: "whsec_bench",
  };
}
