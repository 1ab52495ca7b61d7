import { expect, test } from "vitest";
import { GET as explain } from "@/app/api/v1/credits/explain/route";
import { GET as history } from "@/app/api/v1/credits/history/route";
import { POST as refund } from "@/app/api/v1/credits/refunds/route";
import { GET as balance } from "@/app/api/v1/credits/route";
import { GET as usage } from "@/app/api/v1/usage/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { now } from "@/lib/clock";
import { debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { MAX_AMOUNT, MAX_BALANCE } from "@/lib/ledger/types";

const db = await testDatabase();
closeAppDatabase();

test("totals beyond 2^53 are exact decimal strings, and credits beyond it are a 409", async () => {
  const { id, token, accountId } = await newPerson(db);
  const at = await now();
  const give = (amount: bigint, fact: string) =>
    grant(db.sql, { accountId, kind: "PACK", amount, sourceKey: fact, actor: "system" }, at);
  for (let n = 0; n < 18; n++) {
    expect((await give(MAX_AMOUNT, `pack ${n}`)).status).toBe("granted");
    expect((await debit(db.sql, { accountId, amount: MAX_AMOUNT, actor: "system" }, at)).ok).toBe(true);
  }
  for (let n = 0; n < 9; n++) await give(MAX_AMOUNT, `more ${n}`);
  await give(MAX_BALANCE - 9n * MAX_AMOUNT, "the last");

  const spent = "18000000000000000";
  const used = await call(usage, "GET", { token, url: "/" });
  expect(used.json).toMatchObject({ today: spent, thisMonth: spent, total: spent });
  expect(used.json.byMeter).toEqual([{ meter: null, credits: spent }]);
  expect((await call(balance, "GET", { token })).json).toMatchObject({ balance: Number.MAX_SAFE_INTEGER });
  const explained = await call(explain, "GET", { token });
  expect(explained.json.byType).toEqual(
    expect.arrayContaining([
      { type: "GRANT", amount: "27007199254740991", entryCount: 28 },
      { type: "USAGE", amount: `-${spent}`, entryCount: 18 },
    ]),
  );

  const { json } = await call(history, "GET", { token, url: "/?type=USAGE" });
  const [entry] = json.data as { id: string }[];
  const owner = { userId: (await newPerson(db, 0, "ADMIN")).id, role: "ADMIN" as const };
  const service = await createApiKey(db.prisma, { owner, name: "service", service: true }, at);
  if (!service.ok) throw new Error(service.reason);
  const body = { account: id, entry: entry?.id, reason: "It failed" };
  const refused = await call(refund, "POST", { token: service.key, body });
  expect(refused).toMatchObject({ status: 409, json: { code: "balance_out_of_range" } });
});
