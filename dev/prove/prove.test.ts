import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { testApi } from "../testing/api-server";
import { audit, brokenChain } from "./audit";
import { prove } from "./prove";
import { startRemote } from "./remote";
import { reportOf } from "./report";

const db = await testDatabase();
closeAppDatabase();
const { url } = await testApi();

async function target(credits: number) {
  const admin = await newPerson(db, 0, "ADMIN");
  const owner = { userId: admin.id, role: "ADMIN" as const };
  const made = await createApiKey(db.prisma, { owner, name: "prove", service: true }, new Date());
  if (!made.ok) throw new Error(made.reason);
  const people = [await newPerson(db, credits), await newPerson(db, credits)];
  return { url, key: made.key, accounts: people.map(({ id }) => id), faults: [] as string[] };
}

const HOW = { callers: 3, calmMs: 50, say: () => undefined };

test("an app that loses and doubles nothing has a clean proof, with a time for each fault", async () => {
  const given = await target(10_000);
  const proof = await prove(startRemote({ ...given, faults: ["nothing at all=true", "a pause=sleep 0.1"] }), HOW);
  expect(proof.audit).toMatchObject({ lost: [], doubled: [], unasked: [] });
  expect(proof.audit.acknowledged).toBeGreaterThan(0);
  expect(proof.attempts).toBeGreaterThanOrEqual(proof.audit.acknowledged);
  expect(proof.wrong).toEqual([]);
  expect(proof.healed.map(({ name, ms }) => [name, ms > 0])).toEqual([
    ["nothing at all", true],
    ["a pause", true],
  ]);
  expect(reportOf(proof)).toMatch(/^Lost +0$/m);
});

test("a balance that does not follow from the entries is wrong", async () => {
  const given = await target(10_000);
  const [first = ""] = given.accounts;
  const proving = startRemote({ ...given, faults: ["theft=true"] });
  const [fault] = proving.faults;
  if (!fault) throw new Error("There is no fault.");
  fault.cause = async () => {
    // As if someone had edited the balance behind the ledger's back.
    await db.sql`UPDATE credit_account SET balance = balance - 5 WHERE id = ${first}::uuid RETURNING id`;
    await db.sql`UPDATE credit_lot SET remaining = remaining - 5 WHERE account_id = ${first}::uuid RETURNING id`;
  };
  const { wrong } = await prove(proving, HOW);
  expect(wrong).toEqual([expect.stringContaining(first)]);
});

test("a refusal ends the load with its reason", async () => {
  const given = await target(0);
  await expect(prove(startRemote({ ...given, faults: ["a pause=sleep 1"] }), HOW)).rejects.toThrow(
    "was refused with 402",
  );
});

test("what was acknowledged and is not there is lost; two entries or two answers for a key are doubled; the rest was not asked for", () => {
  const entry = (key: string, id: string) => ({ account: "a", key, entry: id });
  const told = [entry("kept", "1"), entry("lost", "2"), entry("twice", "3"), entry("two answers", "5")];
  told.push(entry("two answers", "6"), entry("other", "9"));
  const has = (key: string, id: string) => ({ key, id });
  const found = [has("kept", "1"), has("twice", "3"), has("twice", "4"), has("two answers", "5")];
  found.push(has("ghost", "7"), has("other", "8"));
  const sent = new Set(["kept", "lost", "twice", "two answers", "other"]);
  expect(audit(told, sent, found)).toEqual({
    acknowledged: 5,
    lost: ["lost", "two answers", "other"],
    doubled: ["twice", "two answers"],
    unasked: ["ghost"],
  });
});

test("entries that do not go on from one another are wrong", () => {
  const entry = (seq: number, before: number, amount: number, after = before + amount) => ({
    ...{ account: "a", id: `a_${seq}`, seq, type: "USAGE", key: null, amount, before, after },
  });
  expect(brokenChain([entry(3, 8, -1), entry(2, 10, -2)], "a", 7)).toEqual([]);
  expect(brokenChain([], "a", 7)).toEqual([]);
  expect(brokenChain([entry(3, 8, -1), entry(2, 10, -2)], "a", 6)).toHaveLength(1);
  expect(brokenChain([entry(3, 8, -1), entry(1, 10, -2)], "a", 7)).toHaveLength(1);
  expect(brokenChain([entry(3, 9, -1), entry(2, 10, -2)], "a", 8)).toHaveLength(1);
  expect(brokenChain([entry(2, 10, -2, 7)], "a", 7)).toHaveLength(1);
});

test.each([
  [{ key: "" }, "--key"],
  [{ accounts: [] }, "--account"],
  [{ faults: ["systemctl restart refill"] }, "--fault"],
])("without what it needs, it says what to pass", async (missing, option) => {
  const given = await target(1);
  expect(() => startRemote({ ...given, ...missing })).toThrow(option);
});
