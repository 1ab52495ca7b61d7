import { expect, test } from "vitest";
import { POST as redeem } from "@/app/api/v1/credits/promo-codes/route";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { GET as getReferral } from "@/app/api/v1/referral/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { createUser } from "@/lib/auth/create-user";
import { archivePromoCode } from "@/lib/billing/promo-codes/archive-promo-code";
import { createPromoCode } from "@/lib/billing/promo-codes/create-promo-code";
import { now } from "@/lib/clock";

const db = await testDatabase();
closeAppDatabase();

async function newCode(code: string, terms: Record<string, unknown> = {}): Promise<string> {
  const created = await createPromoCode(db, { userId: null }, { code, credits: 40, ...terms }, await now());
  if (!created.ok) throw new Error(created.reason);
  return created.promoCodeId;
}

test("a referral code stays the same, and its referrals are counted", async () => {
  const { token } = await newPerson(db);
  const first = await call(getReferral, "GET", { token });
  expect(first).toMatchObject({
    status: 200,
    json: {
      counts: { pending: 0, rewarded: 0, refused: 0 },
      creditsEarned: 0,
      rewards: { referrer: 100, referred: 100 },
    },
  });
  const { code, link } = first.json;
  expect(link).toBe(`http://localhost:3000/signup?ref=${code}`);
  await createUser(db, { email: "invited@example.com", name: null, referralCode: String(code) }, await now());
  expect((await call(getReferral, "GET", { token })).json).toMatchObject({ code, counts: { pending: 1 } });
});

test("a promo code grants its credits once", async () => {
  await newCode("WELCOME40", { creditDays: 30 });
  const { token } = await newPerson(db);
  const redeemed = await call(redeem, "POST", { token, body: { code: " welcome40 " } });
  expect(redeemed).toMatchObject({
    status: 201,
    json: { credits: 40, lot: expect.any(String), expiresAt: expect.stringMatching(/Z$/) },
  });
  const { json } = await call(getCredits, "GET", { token });
  expect(json).toMatchObject({ balance: 40, lots: [{ id: redeemed.json.lot, kind: "PROMO" }] });
  expect(await call(redeem, "POST", { token, body: { code: "WELCOME40" } })).toMatchObject({
    status: 409,
    json: { code: "promo_code_redeemed" },
  });
});

test("a refused promo code says why, and repeated guessing is 429", async () => {
  const at = await now();
  await newCode("SOON-OVER", { expiresAt: new Date(at.getTime() + 50) });
  await newCode("ONLY-ONE", { maxRedemptions: 1 });
  await archivePromoCode(db, { userId: null }, await newCode("ARCHIVED"), at);
  const { token: other } = await newPerson(db);
  await call(redeem, "POST", { token: other, body: { code: "ONLY-ONE" } });
  await new Promise((resolve) => setTimeout(resolve, 60));
  const { token } = await newPerson(db);
  const attempt = (code: unknown) => call(redeem, "POST", { token, body: { code } });
  for (const code of ["SOON-OVER", "ONLY-ONE", "ARCHIVED"]) {
    expect(await attempt(code)).toMatchObject({ status: 409, json: { code: "promo_code_over" } });
  }
  for (const code of ["", 5, null, "x".repeat(201)]) {
    expect(await attempt(code)).toMatchObject({ status: 422, json: { errors: [{ field: "code" }] } });
  }
  const guesses = [];
  for (let n = 0; n < 8; n++) guesses.push(await attempt(`GUESS-${n}`));
  expect(guesses.slice(0, 7).every(({ status, json }) => status === 404 && json.code === "unknown_promo_code")).toBe(
    true,
  );
  expect(guesses[7]).toMatchObject({ status: 429, json: { code: "rate_limited" } });
  expect(Number(guesses[7]?.headers.get("retry-after"))).toBeGreaterThan(0);
});
