import "server-only";
import { createClient, unwrap } from "@refill/sdk";

export const refillUrl = process.env.REFILL_URL ?? "http://localhost:3000";
export const serviceKey = process.env.REFILL_SERVICE_KEY ?? "";

export const refill = createClient({ baseUrl: refillUrl, apiKey: serviceKey });

/** What the first HTML shows. Without it, the components load it in the browser. */
export async function firstNumbers(account: string) {
  const [initialBalance, initialPlans] = await Promise.all([
    refill.credits.balance({ account }),
    refill.GET("/api/v1/plans").then(unwrap),
  ]).catch(() => [null, null]);
  return { initialBalance, initialPlans };
}
