import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { createClient } from "@refill/sdk";
import { drizzle } from "drizzle-orm/node-postgres";
import fc from "fast-check";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { testApi } from "@/dev/testing/api-server";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { closeAppDatabase, newPerson, type Person } from "@/lib/api/testing/people";
import { refillDue } from "@/lib/billing/refills/refill-due";
import { welcomeUser } from "@/lib/billing/refills/welcome";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { archiveMeter } from "@/lib/catalog/archive-meter";
import { priceQuantity } from "@/lib/catalog/price-quantity";
import { changeMeter, newMeter } from "@/lib/catalog/testing/meters";
import { now } from "@/lib/clock";
import { createDatabase } from "@/lib/db";
import type { Rounding } from "@/lib/generated/prisma/enums";
import { addBudget } from "@/lib/ledger/budgets/manage-budgets";
import { expireIdle } from "@/lib/ledger/expire-due";
import { getBalance, history } from "@/lib/ledger/queries";
import { splitMetadata } from "@/lib/ledger/spend-details";
import { verify } from "@/lib/ledger/verify";
import { DAY_MS } from "@/lib/time";
import { catalogue } from "@/prisma/catalogue/default";
import {
  BudgetExceededError,
  checkDebit,
  DebitRefusedError,
  DormantAccountError,
  debit,
  InsufficientCreditsError,
  type Transaction,
  withCredits,
} from "../src/postgres/index.js";

const db = await testDatabase();
const { stripe } = await testStripe();
const { url: baseUrl } = await testApi();
closeAppDatabase();

// The other app has a role of its own, which owns its tables and may spend.
const role = `shop_${randomUUID().slice(0, 8)}`;
const url = Object.assign(new URL(db.url), { username: role, password: "shop" }).href;
const app = new Client({ connectionString: url });
const prisma = createDatabase(url, 2);

beforeAll(async () => {
  await db.pool.query(`
    CREATE ROLE ${role} LOGIN PASSWORD 'shop';
    CREATE SCHEMA shop AUTHORIZATION ${role};
    CREATE TABLE shop.picture (id text PRIMARY KEY, account text NOT NULL);
    ALTER TABLE shop.picture OWNER TO ${role};
    GRANT EXECUTE ON FUNCTION refill_debit, refill_check TO ${role};`);
  await app.connect();
});

afterAll(async () => {
  await app.end();
  await prisma.close();
  await db.pool.query(`DROP OWNED BY ${role} CASCADE; DROP ROLE ${role};`);
});

beforeEach(() => {
  onTestFinished(async () => {
    await app.query("ROLLBACK");
  });
});

const draw = (tx: Transaction, id: string, account: string) =>
  "$queryRawUnsafe" in tx
    ? tx.$queryRawUnsafe("INSERT INTO shop.picture VALUES ($1, $2) RETURNING id", id, account)
    : app.query("INSERT INTO shop.picture VALUES ($1, $2)", [id, account]);

const ROLLED_BACK = new Error("The app changed its mind.");

/** Runs work in a transaction of each library, and commits it unless the work throws. */
const LIBRARIES: [string, (work: (tx: Transaction) => Promise<void>) => Promise<void>][] = [
  [
    "pg",
    async (work) => {
      await app.query("BEGIN");
      await work(app);
      await app.query("COMMIT");
    },
  ],
  ["Prisma", (work) => prisma.prisma.$transaction((tx) => work(tx))],
  ["Drizzle", (work) => drizzle(app).transaction((tx) => work(tx))],
];

async function standing({ accountId }: Person) {
  const at = await now();
  expect(await verify(db.sql, accountId, at)).toEqual([]);
  const { rowCount } = await db.pool.query("SELECT FROM shop.picture WHERE account = $1", [accountId]);
  return { balance: Number((await getBalance(db.sql, accountId, at))?.balance), pictures: rowCount };
}

async function lastSpend({ accountId }: Person) {
  const page = await history(db.sql, accountId, { type: "USAGE", limit: 1 });
  return page.ok ? page.data[0] : undefined;
}

describe.each(LIBRARIES)("in a transaction of %s", (_, transaction) => {
  test("a spend and the work that it pays for commit together", async () => {
    const person = await newPerson(db, 100);
    const { accountId: account } = person;
    await transaction(async (tx) => {
      await draw(tx, randomUUID(), account);
      expect(await debit(tx, { account, amount: 30 })).toMatchObject({
        charged: 30,
        balance: 70,
        available: 70,
        replayed: false,
      });
    });
    expect(await standing(person)).toEqual({ balance: 70, pictures: 1 });
  });

  test("a transaction that is rolled back has neither, even when the credits were spent first", async () => {
    const person = await newPerson(db, 100);
    const { accountId: account } = person;
    await expect(
      transaction(async (tx) => {
        await debit(tx, { account, amount: 30, idempotencyKey: "a" });
        await draw(tx, randomUUID(), account);
        throw ROLLED_BACK;
      }),
    ).rejects.toThrow(ROLLED_BACK);
    await app.query("ROLLBACK");
    expect(await standing(person)).toEqual({ balance: 100, pictures: 0 });
  });

  test("too few credits are a typed error, after which the transaction can go on", async () => {
    const person = await newPerson(db, 10);
    const { accountId: account } = person;
    await transaction(async (tx) => {
      const error = await debit(tx, { account, amount: 11 }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(InsufficientCreditsError);
      expect(error).toMatchObject({ required: 11, available: 10 });
      await draw(tx, randomUUID(), account);
    });
    expect(await standing(person)).toEqual({ balance: 10, pictures: 1 });
  });

  test("withCredits charges what the work reports, and nothing of it remains when the work throws", async () => {
    const person = await newPerson(db, 20);
    const { accountId: account } = person;
    await transaction(async (tx) => {
      const { result, debited } = await withCredits(tx, { account, estimate: 20 }, async ({ report }) => {
        await draw(tx, randomUUID(), account);
        report(3);
        report(4);
        return "a picture";
      });
      expect([result, debited]).toMatchObject(["a picture", { charged: 7, balance: 13 }]);
    });
    await expect(
      transaction(async (tx) => {
        await withCredits(tx, { account, estimate: 5 }, async () => {
          await draw(tx, randomUUID(), account);
          throw ROLLED_BACK;
        });
      }),
    ).rejects.toThrow(ROLLED_BACK);
    await app.query("ROLLBACK");
    expect(await standing(person)).toEqual({ balance: 13, pictures: 1 });
  });

  test("withCredits starts no work that its estimate cannot pay for", async () => {
    const person = await newPerson(db, 20);
    await transaction(async (tx) => {
      const work = () => expect.unreachable();
      await expect(withCredits(tx, { account: person.accountId, estimate: 21 }, work)).rejects.toThrow(
        InsufficientCreditsError,
      );
    });
    expect(await standing(person)).toEqual({ balance: 20, pictures: 0 });
  });
});

test("however often and whenever the app's process is killed, each picture was paid for and each payment has its picture", {
  timeout: 180_000,
}, async () => {
  const person = await newPerson(db, 1_000_000);
  const { accountId: account } = person;
  for (let round = 0; round < 5; round += 1) {
    const shop = fork("sdk/integration/testing/shop.ts", [url, account, String(round * 100_000)], {
      execArgv: ["--import", "tsx"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    for (let drawn = 0; drawn < 20; drawn += 1) await once(shop, "message");
    await pause(Math.random() * 20);
    shop.kill("SIGKILL");
    await once(shop, "exit");
  }
  // Postgres notices now that the connections are gone, and rolls back.
  await expect
    .poll(async () => {
      const open = await db.pool.query("SELECT FROM pg_stat_activity WHERE usename = $1 AND state <> 'idle'", [role]);
      return open.rowCount;
    })
    .toBe(0);
  const pictures = await db.pool.query("SELECT id FROM shop.picture WHERE account = $1 ORDER BY id", [account]);
  const spends = await db.pool.query(
    "SELECT description AS id, amount FROM ledger_entry WHERE account_id = $1 AND type = 'USAGE' ORDER BY 1",
    [account],
  );
  expect(spends.rows.length).toBeGreaterThanOrEqual(100);
  expect(spends.rows.map(({ id }) => id).toSorted()).toEqual(pictures.rows.map(({ id }) => id).toSorted());
  expect((await standing(person)).balance).toBe(1_000_000 - 3 * spends.rows.length);
});

test("spends in transactions and through the API at the same time never take more than there is", async () => {
  const person = await newPerson(db, 50);
  const { accountId: account, token } = person;
  const client = createClient({ baseUrl, token });
  const clients = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const one = new Client({ connectionString: url });
      await one.connect();
      return one;
    }),
  );
  const succeeded = await Promise.all([
    ...clients.map(async (one) => {
      let taken = 0;
      for (let spend = 0; spend < 8; spend += 1) {
        await one.query("BEGIN");
        try {
          taken += (await debit(one, { account, amount: 2 })).charged;
        } catch (error) {
          if (!(error instanceof InsufficientCreditsError)) throw error;
        }
        await one.query("COMMIT");
      }
      return taken;
    }),
    ...Array.from({ length: 16 }, () =>
      client.credits.consume({ amount: 2 }).then(
        () => 2,
        () => 0,
      ),
    ),
  ]);
  await Promise.all(clients.map((one) => one.end()));
  expect(succeeded.reduce((sum, taken) => sum + taken, 0)).toBe(50);
  expect(await standing(person)).toEqual({ balance: 0, pictures: 0 });
});

test("a key makes a spend once, also in a later transaction, and refuses another request", async () => {
  const person = await newPerson(db, 100);
  const first = { account: person.email, amount: 5, idempotencyKey: "job 1", metadata: { b: 1, a: 2 } };
  const made = await debit(app, first);
  expect(await debit(app, { ...first, metadata: { a: 2, b: 1 } })).toEqual({ ...made, replayed: true });
  await expect(debit(app, { ...first, amount: 6 })).rejects.toMatchObject({ reason: "idempotency_key_reused" });
  expect((await standing(person)).balance).toBe(95);
});

test("what a spend is for is stored as the API stores it", async () => {
  const person = await newPerson(db, 100);
  const labels = { subject: "member 7", model: "m", project: "p", run: "r", tags: ["x"], estimated: true };
  await debit(app, { account: person.id, amount: 5, description: "A picture", metadata: { size: "small" }, ...labels });
  const entry = await lastSpend(person);
  expect(entry).toMatchObject({ description: "A picture", actor: "app:refill" });
  expect(splitMetadata(entry?.metadata)).toEqual({ metadata: { size: "small" }, details: labels });
});

test("a quantity costs what it costs through the API, at any rate", async () => {
  const meterId = await newMeter(db, "any");
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        credits: fc.integer({ min: 1, max: 1_000_000 }),
        perUnits: fc.integer({ min: 1, max: 1_000_000 }),
        rounding: fc.constantFrom<Rounding>("UP", "DOWN", "NEAREST"),
        minimumCredits: fc.integer({ min: 1, max: 20 }),
      }),
      fc.array(fc.bigInt({ min: 1n, max: 10n ** 14n }), { minLength: 5, maxLength: 20 }),
      async (rate, micros) => {
        await changeMeter(db, meterId, "any", rate);
        const version = await db.prisma.meterVersion.findFirstOrThrow({
          where: { meterId },
          orderBy: { version: "desc" },
        });
        for (const one of micros) {
          const quantity = `${one / 1_000_000n}.${String(one % 1_000_000n).padStart(6, "0")}`;
          const priced = priceQuantity(version, quantity);
          const { rows } = await db.pool.query("SELECT credits FROM refill_price(NULL, 'any', $1)", [quantity]);
          expect(BigInt(rows[0].credits)).toBe(priced.ok ? priced.credits : null);
        }
      },
    ),
    { numRuns: 15 },
  );
});

test("a spend by meter has its quantity and rate; an archived meter accepts only retries", async () => {
  const meterId = await newMeter(db, "page", { credits: 2 });
  const person = await newPerson(db, 100);
  const first = { account: person.id, meter: "page", quantity: "1.5", idempotencyKey: "job" };
  const made = await debit(app, first);
  expect(made.charged).toBe(3);
  expect(await lastSpend(person)).toMatchObject({ meter: "page", quantity: "1.5", rateVersion: 1 });
  await archiveMeter({ database: db }, { userId: null }, { id: meterId, version: 1 }, new Date());
  expect(await debit(app, first)).toEqual({ ...made, replayed: true });
  await expect(debit(app, { ...first, idempotencyKey: "other" })).rejects.toThrow(
    "p_meter: The meter page is archived",
  );
});

test("an account that was not used for months is refilled first when the API's client is there, and refused otherwise", async () => {
  const at = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY_MS);
  await applyCatalogue({ database: db, stripe }, catalogue, at(400));
  const person = await newPerson(db);
  await db.transaction((tx, sql) => welcomeUser({ db: tx, sql }, { userId: person.id }, at(200)));
  for (let days = 190; days >= 0; days -= 10) {
    await refillDue(db, at(days));
    await expireIdle(db.sql, 1_000, at(days));
  }
  const { id: account } = person;
  await expect(debit(app, { account, amount: 1 })).rejects.toThrow(DormantAccountError);
  const refill = createClient({ baseUrl, token: person.token });
  expect(await debit(app, { account, amount: 1, refill })).toMatchObject({ charged: 1, balance: 49 });
});

test("a check changes nothing, not even with a key", async () => {
  const person = await newPerson(db, 10);
  const request = { account: person.id, amount: 10, idempotencyKey: "job" };
  await checkDebit(app, request);
  await checkDebit(app, request);
  await expect(checkDebit(app, { ...request, amount: 11 })).rejects.toThrow(InsufficientCreditsError);
  expect(await standing(person)).toEqual({ balance: 10, pictures: 0 });
  expect((await debit(app, request)).replayed).toBe(false);
});

test("a budget's refusal says which one it was, what it allows and when the spend fits", async () => {
  const person = await newPerson(db, 100);
  const { id: account } = person;
  const terms = { scope: "SUBJECT", target: null, window: "DAY", seconds: null, limit: 10n } as const;
  await addBudget(db.sql, { ...terms, accountId: account, actor: "app:shop" }, new Date());
  await debit(app, { account, amount: 7, subject: "ada" });
  const error = await debit(app, { account, amount: 5, subject: "ada" }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BudgetExceededError);
  expect(error).toMatchObject({
    required: 5,
    available: 3,
    budget: { scope: "SUBJECT", target: "ada", limit: 10, used: 7 },
  });
  expect((error as BudgetExceededError).freesAt?.getTime()).toBeGreaterThan(Date.now());
  await debit(app, { account, amount: 5, subject: "grace" });
  expect((await standing(person)).balance).toBe(88);
});

test("a pool is refused, because it would commit the spend by itself", async () => {
  const person = await newPerson(db, 10);
  await expect(debit(db.pool, { account: person.id, amount: 1 })).rejects.toThrow(TypeError);
  expect((await standing(person)).balance).toBe(10);
});

test.each([
  ["an unknown account", { account: "nobody", amount: 1 }, "unknown_account"],
  ["no name", { account: "", amount: 1 }, "unknown_account"],
])("%s is refused", async (_, request, reason) => {
  await expect(debit(app, request)).rejects.toEqual(new DebitRefusedError(reason));
});

test.each<[string, Record<string, unknown>, string]>([
  ["a fraction of a credit", { amount: 1.5 }, "amount"],
  ["nothing", { amount: 0 }, "amount"],
  ["less than nothing", { amount: -5 }, "amount"],
  ["more than the ledger moves", { amount: 2_000_000_000_000_000 }, "p_amount"],
  ["neither an amount nor a meter", {}, "Pass p_amount"],
  ["both", { amount: 1, meter: "any", quantity: 1 }, "Pass p_amount"],
  ["an unknown meter", { meter: "none", quantity: 1 }, "p_meter"],
  ["not a number", { meter: "any", quantity: Number.NaN }, "quantity"],
  ["infinitely much", { meter: "any", quantity: Number.POSITIVE_INFINITY }, "p_quantity"],
  ["seven places", { meter: "any", quantity: "0.0000001" }, "p_quantity"],
  ["a key with a control character", { amount: 1, idempotencyKey: "\u001fperson:a" }, "p_idempotency_key"],
  ["the reserved name", { amount: 1, metadata: { $refill: {} } }, "p_metadata"],
  ["large metadata", { amount: 1, metadata: { a: "x".repeat(3_000) } }, "p_metadata"],
  ["a long description", { amount: 1, description: "x".repeat(501) }, "p_description"],
  ["equal tags", { amount: 1, tags: ["a", "a"] }, "tags"],
  ["an empty subject", { amount: 1, subject: "" }, "p_dimensions"],
])("%s is an error that names the field", async (_, request, named) => {
  const person = await newPerson(db, 10);
  const sent = { account: person.id, ...request } as unknown as Parameters<typeof debit>[1];
  await expect(debit(app, sent)).rejects.toThrow(named);
  expect((await standing(person)).balance).toBe(10);
});

test("another isolation level is refused, because a spend must see those that came before it", async () => {
  const person = await newPerson(db, 10);
  await app.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
  await expect(debit(app, { account: person.id, amount: 1 })).rejects.toThrow("READ COMMITTED");
});

test("the app's role may spend, and neither read nor write Refill's tables, also not through tables of the same names", async () => {
  const person = await newPerson(db, 10);
  for (const statement of [
    "SELECT FROM credit_account",
    "UPDATE credit_account SET balance = 1000",
    "INSERT INTO local_clock VALUES (1, 0)",
    `SELECT * FROM ledger_debit(true, '${person.id}', 1, NULL, NULL, '', NULL, NULL, NULL, NULL, 'a', now())`,
  ]) {
    await expect(app.query(statement)).rejects.toThrow(/permission denied/);
  }
  await app.query(
    "CREATE TEMP TABLE credit_account (id uuid, balance bigint); CREATE TEMP TABLE dormancy (user_id uuid)",
  );
  expect(await debit(app, { account: person.id, amount: 1 })).toMatchObject({ balance: 9 });
  expect((await standing(person)).balance).toBe(9);
});

test("a role that was not granted it cannot spend", async () => {
  const { rows } = await db.pool.query(
    "SELECT has_function_privilege('public', oid, 'EXECUTE') AS may FROM pg_proc WHERE proname IN ('refill_debit', 'refill_check')",
  );
  expect(rows).toEqual([{ may: false }, { may: false }]);
});
