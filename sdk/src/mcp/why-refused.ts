import type { RefillClient } from "../client/create-client.js";
import { unwrap } from "../client/problem.js";

export type Question = {
  account?: string | undefined;
  amount?: number | undefined;
  meter?: string | undefined;
  quantity?: number | undefined;
  hold?: string | undefined;
  feature?: string | undefined;
};

/** Answers by what the API says now. `reasons` are sentences; none if nothing speaks against it. */
export type WhyRefused = { allowed: boolean; reasons: string[]; [detail: string]: unknown };

/** Whether a spend, a capture or a use would be refused now, and why. Nothing is spent, held or counted. */
export async function whyRefused(client: RefillClient, question: Question): Promise<WhyRefused> {
  const { account, amount, meter, quantity = 1, hold, feature } = question;
  const query = account === undefined ? {} : { account };
  if (hold !== undefined) return ofHold(await client.credits.getHold(hold, query));
  if (feature !== undefined) return ofFeature(client, feature, query);
  const priced = meter === undefined ? { amount: amount ?? 1 } : { meter, quantity };
  const [check, balance] = await Promise.all([
    client.GET("/api/v1/credits/check", { params: { query: { ...query, ...priced } } }).then(unwrap),
    client.credits.balance(query),
  ]);
  const { allowed, required, available, budget, freesAt } = check;
  const { held, debt, nextRefill } = balance;
  const reasons: string[] = [];
  if (budget) {
    const frees = freesAt ? ` It fits from ${freesAt} on, if nothing else is spent or held.` : "";
    reasons.push(
      `A budget allows ${budget.limit} credits, of which ${budget.used} are used or held; ${available} can be spent.${frees}`,
    );
  }
  if (!allowed && required > balance.available) {
    reasons.push(
      `It needs ${required} credits and ${balance.available} are available: ${required - balance.available} are missing.`,
    );
    if (held > 0) reasons.push(`${held} are held by calls in progress, and come back as far as these do not use them.`);
    if (debt > 0) reasons.push(`${debt} are owed, which the next credits pay first.`);
    const frozen = balance.lots.filter((lot) => lot.frozen).reduce((sum, { remaining }) => sum + remaining, 0);
    if (frozen > 0) reasons.push(`${frozen} are frozen while a payment is disputed.`);
    reasons.push(
      nextRefill ? `The next refill brings ${nextRefill.credits} on ${nextRefill.at}.` : "No refill is due.",
    );
  }
  return { allowed, reasons, required, available, held, debt, nextRefill, ...(budget && { budget, freesAt }) };
}

function ofHold(hold: Awaited<ReturnType<RefillClient["credits"]["getHold"]>>): WhyRefused {
  const { status, amount, captured, expiresAt, closedAt } = hold;
  const ends = {
    OPEN: "",
    CAPTURED: `The hold was captured for ${captured} of ${amount} credits at ${closedAt}. A hold is captured once.`,
    RELEASED: `The hold was released at ${closedAt}, so its ${amount} credits are available again.`,
    EXPIRED: `The hold expired at ${expiresAt}: it lasted too short for the work, or the work never ended.`,
  };
  const reason = ends[status];
  return { allowed: reason === "", reasons: reason === "" ? [] : [reason], hold };
}

async function ofFeature(client: RefillClient, feature: string, query: { account?: string }): Promise<WhyRefused> {
  const params = { path: { feature }, query };
  const entitlement = unwrap(await client.GET("/api/v1/entitlements/{feature}", { params }));
  const { allowed, name, limit, used, resetsAt } = entitlement;
  const reasons: string[] = [];
  if (!allowed) {
    if (limit === null || limit === 0) reasons.push(`The plan does not include ${name}.`);
    else reasons.push(`The plan allows ${limit} of ${name}, and ${used} are used.`);
    if (resetsAt) reasons.push(`The count begins again on ${resetsAt}.`);
  }
  return { allowed, reasons, entitlement };
}
