import { randomBytes } from "node:crypto";

/** Secrets as long and as random as real ones. They open nothing. */
export function secretsForTests() {
  const random = (): string => randomBytes(32).toString("base64url");
  return {
    NEXTAUTH_SECRET: random(),
    STRIPE_SECRET_KEY: `sk_test_${random()}`,
    STRIPE_WEBHOOK_SECRET: `whsec_${random()}`,
    CRON_SECRET: random(),
  };
}
