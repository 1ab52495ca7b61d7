import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { POST as consume } from "@/app/api/v1/credits/consume/route";
import { POST as placeHold } from "@/app/api/v1/credits/holds/route";
import { POST as resume } from "@/app/api/v1/credits/refusals/[id]/resume/route";
import { DELETE as giveUp } from "@/app/api/v1/credits/refusals/[id]/route";
import { GET as list } from "@/app/api/v1/credits/refusals/route";
import { testDatabase } from "@/dev/testing/database";
import { type Answer, call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, type Person } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { purgeRefused } from "@/lib/billing/refused-spends/queries";
import { now } from "@/lib/clock";
import { grant } from "@/lib/ledger/grant";
import { DAY_MS } from "@/lib/time";

const db = await testDatabase();
closeAppDatabase();

const admin = await newPerson(db, 0, "ADMIN");

async function newServiceKey(): Promise<string> {
  const owner = { userId: admin.id, role: "ADMIN" } as const;
  const made = await createApiKey(
    db.prisma,
    { owner, name: "app", scopes: ["accounts:*", "credits:read", "credits:spend"] },
    await now(),
  );
  if (!made.ok) throw new Error(made.reason);
  return made.key;
}

const spend = (token: string, body: Record<string, unknown>, key: string = randomUUID()) =>
  call(consume, "POST", { token, body, headers: { "idempotency-key": key } });
const hold = (token: string, body: Record<string, unknown>, key: string = randomUUID()) =>
  call(placeHold, "POST", { token, body, headers: { "idempotency-key": key } });
const goOn = (token: string, id: string, claim?: string, account?: string) =>
  call(resume, "POST", {
    token,
    params: { id },
    url: account ? `/?account=${account}` : "/",
    body: claim === undefined ? {} : { idempotencyKey: claim },
  });
const waiting = async ({ token }: Person) =>
  (await call(list, "GET", { token })).json.data as { id: string; idempotencyKey: string }[];
const pay = async ({ accountId }: Person, amount: bigint) =>
  grant(db.sql, { accountId, kind: "PACK", amount, sourceKey: randomUUID(), actor: "system" }, await now());
const resumeOf = ({ json }: Answer) => (json.resume as { id: string } | undefined)?.id ?? "";

test("a refused spend is kept with what was asked, and goes on once when the credits have arrived", async () => {
  const person = await newPerson(db, 5);
  const body = { amount: 20, description: "Report", metadata: { report: "r-7" }, subject: "ada" };
  const refused = await spend(person.token, body, "job-1");
  expect(refused).toMatchObject({
    status: 402,
    json: { required: 20, available: 5, resume: { id: expect.any(String) } },
  });
  const id = resumeOf(refused);
  expect(await waiting(person)).toMatchObject([{ id, kind: "spend", idempotencyKey: "job-1", ...body }]);
  expect(await goOn(person.token, id)).toMatchObject({ status: 402, json: { code: "insufficient_credits" } });
  await pay(person, 20n);
  const answers = await Promise.all([1, 2, 3, 4].map((n) => goOn(person.token, id, `tab-${n}`)));
  expect(answers.map(({ json }) => json.claimed).sort()).toEqual([false, false, false, true]);
  expect(new Set(answers.map(({ json }) => (json.entry as { id: string }).id)).size).toBe(1);
  expect(answers[0]?.json).toMatchObject({
    balance: 5,
    entry: { amount: -20, idempotencyKey: "job-1", ...{ metadata: body.metadata } },
  });
  expect(await waiting(person)).toEqual([]);
  const claimer = answers.findIndex(({ json }) => json.claimed) + 1;
  expect((await goOn(person.token, id, `tab-${claimer}`)).json).toMatchObject({ claimed: true, replayed: true });
  expect((await goOn(person.token, id)).json).toMatchObject({ claimed: false });
  expect(await spend(person.token, body, "job-1")).toMatchObject({ status: 200, json: { replayed: true } });
});

test("a refused hold is placed with its own key, and its caller may capture it", async () => {
  const person = await newPerson(db);
  const refused = await hold(person.token, { amount: 8, expiresInSeconds: 600 }, "job-2");
  await pay(person, 10n);
  const { json } = await goOn(person.token, resumeOf(refused));
  expect(json).toMatchObject({
    claimed: true,
    entry: null,
    hold: { amount: 8, status: "OPEN", idempotencyKey: "job-2" },
    available: 2,
  });
});

test("an ordinary retry that was first goes on instead", async () => {
  const person = await newPerson(db);
  const id = resumeOf(await spend(person.token, { amount: 3 }, "job-3"));
  await pay(person, 10n);
  expect((await spend(person.token, { amount: 3 }, "job-3")).json).toMatchObject({ replayed: false });
  expect(await waiting(person)).toEqual([]);
  expect((await goOn(person.token, id, "late")).json).toMatchObject({ claimed: false, replayed: true, balance: 7 });
});

test("what is refused again keeps its id; without a key nothing is kept; the newest 20 are", async () => {
  const person = await newPerson(db);
  const first = resumeOf(await spend(person.token, { amount: 3 }, "same"));
  expect(resumeOf(await spend(person.token, { amount: 4 }, "same"))).toBe(first);
  expect((await call(consume, "POST", { token: person.token, body: { amount: 3 } })).json.resume).toBeUndefined();
  for (let n = 0; n < 22; n++) await spend(person.token, { amount: 3 }, `many-${n}`);
  expect((await waiting(person)).map(({ idempotencyKey }) => idempotencyKey)).toEqual(
    Array.from({ length: 20 }, (_, n) => `many-${21 - n}`),
  );
});

test("another account's refusal is 404, and so is the app's for its customer and one that was given up or has expired", async () => {
  const person = await newPerson(db);
  const stranger = await newPerson(db, 100);
  const id = resumeOf(await spend(person.token, { amount: 3 }));
  const gone = { status: 404, json: { code: "not_found" } };
  expect(await goOn(stranger.token, id)).toMatchObject(gone);
  expect(await call(giveUp, "DELETE", { token: stranger.token, params: { id } })).toMatchObject(gone);

  const key = await newServiceKey();
  const ofApp = resumeOf(await spend(key, { amount: 3, account: person.id }, "app-1"));
  await pay(person, 10n);
  expect(await goOn(person.token, ofApp)).toMatchObject(gone);
  expect(await goOn(key, ofApp, undefined, stranger.id)).toMatchObject(gone);
  expect(await goOn(key, ofApp, undefined, person.id)).toMatchObject({ status: 200, json: { claimed: true } });

  expect(await call(giveUp, "DELETE", { token: person.token, params: { id } })).toMatchObject({
    status: 200,
    json: { id },
  });
  expect(await goOn(person.token, id)).toMatchObject(gone);
  const last = resumeOf(await spend(person.token, { amount: 300 }));
  await purgeRefused(db.sql, new Date((await now()).getTime() + DAY_MS));
  expect(await goOn(person.token, last)).toMatchObject(gone);
});
