import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { shardedFunctions } from "@/lib/ledger/testing/divided";
import { brokenShardRules, otherTablesIn } from "@/lib/ledger/testing/shard-rules";

const db = await testDatabase();
const client = await db.pool.connect();
afterAll(() => client.release());

/**
 * What is so on purpose: many accounts share a statement because that is fastest on one server, and people have an account.
 * Dividing the ledger replaces these functions (prisma/functions/sharded) and drops the key. The sweep only looks over all accounts.
 */
const ON_ONE_SERVER = [
  "foreign key between an account and other data: credit_account_id_fkey",
  "row found by its place: ledger_spend_many",
  "statement that does not name its account: ledger_capture_many",
  "statement that does not name its account: ledger_place_many",
  "statement that does not name its account: ledger_refill_many",
  "statement that does not name its account: ledger_settle_idle",
  "statement that does not name its account: ledger_spend_many",
];

test("the ledger can be divided by account, except for what is listed", async () => {
  expect(await brokenShardRules(client)).toEqual(ON_ONE_SERVER);
});

test("the functions that a divided ledger has in their place keep to the rules", async () => {
  await client.query("BEGIN");
  try {
    await client.query(shardedFunctions());
    const many = ON_ONE_SERVER.filter((finding) => finding.endsWith("_many"));
    const rest = ON_ONE_SERVER.filter((finding) => !many.includes(finding));
    expect(many).toHaveLength(5);
    expect(await brokenShardRules(client)).toEqual(rest);
  } finally {
    await client.query("ROLLBACK");
  }
});

test("no statement of the ledger uses tables that stay whole", () => {
  const sources = readdirSync("lib/ledger", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !/\.test\.ts$|^testing\//.test(path))
    .map((path) => join("lib/ledger", path));
  const found = sources.flatMap((path) => otherTablesIn(readFileSync(path, "utf8")).map((one) => `${path}: ${one}`));
  expect(found, "Read what is beside the ledger in a statement of its own, as withOwners does.").toEqual([]);
});

test("a statement that joins people with accounts is noticed", () => {
  const statement = (from: string) => ["await sql<{ id: string }>`SELECT id FROM ", from, "`"].join("");
  expect(otherTablesIn(statement('credit_account JOIN "user" ON "user".id = credit_account.id'))).toEqual([
    "statement on other tables: user",
  ]);
  expect(otherTablesIn(statement("credit_account JOIN ledger_entry ON account_id = id"))).toEqual([]);
});

const found = (body: string) => plpgsql("found(p_account uuid) RETURNS void", body);

test.each([
  {
    finding: "unique key that does not begin with the account: credit_lot_id_key",
    broken: "ALTER TABLE credit_lot ADD UNIQUE (id)",
  },
  {
    finding: "foreign key that does not begin with the account: of_user",
    broken: "ALTER TABLE credit_lot ADD CONSTRAINT of_user FOREIGN KEY (id) REFERENCES credit_account (id)",
  },
  {
    finding: "foreign key between an account and other data: has_account",
    broken: `ALTER TABLE "user" ADD CONSTRAINT has_account FOREIGN KEY (id) REFERENCES credit_account (id)`,
  },
  {
    finding: "trigger that notifies: told",
    broken: `
      ${plpgsql("announce() RETURNS trigger", "PERFORM tell(); RETURN NULL;")}
      ${plpgsql("tell() RETURNS void", "PERFORM pg_notify('a', 'b');")}
      CREATE TRIGGER told AFTER UPDATE ON ledger_checkpoint FOR EACH ROW EXECUTE FUNCTION announce()`,
  },
  {
    finding: "LANGUAGE sql over ledger tables: found",
    broken: `CREATE FUNCTION found(p_account uuid) RETURNS bigint LANGUAGE sql
      AS 'SELECT balance FROM credit_account WHERE id = p_account'`,
  },
  {
    finding: "CTE that changes data: found",
    broken: found(`WITH gone AS (DELETE FROM credit_lot WHERE account_id = p_account RETURNING id)
      UPDATE credit_account SET seq = 0 WHERE id = p_account;`),
  },
  {
    finding: "row found by its place: found",
    broken: found("DELETE FROM credit_lot WHERE account_id = p_account AND ctid = '(0,1)';"),
  },
  {
    finding: "statement that does not name its account: found",
    broken: found("PERFORM FROM credit_account a JOIN credit_lot ON account_id = a.id WHERE a.id = p_account;"),
  },
  {
    finding: "function over ledger tables within a statement on them: found",
    broken: found("PERFORM ledger_settle(a, now()) FROM credit_account AS a WHERE id = p_account;"),
  },
  {
    finding: "update with a value that is not immutable: found",
    broken: found(
      "UPDATE credit_lot SET expires_at = effective_at + interval '1 second' WHERE account_id = p_account;",
    ),
  },
  {
    finding: "(function(…)).*: found",
    broken: found("PERFORM (ledger_lock(p_account, now())).*;"),
  },
])("the rules notice a $finding", async ({ finding, broken }) => {
  await client.query("BEGIN");
  try {
    const before = await brokenShardRules(client);
    await client.query(broken);
    const after = await brokenShardRules(client);
    expect(after.filter((one) => !before.includes(one))).toEqual([finding]);
  } finally {
    await client.query("ROLLBACK");
  }
});

function plpgsql(signature: string, body: string): string {
  return `CREATE FUNCTION ${signature} LANGUAGE plpgsql AS $$ BEGIN\n${body} END $$;`;
}
