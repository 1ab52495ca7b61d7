import { describe, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { exportAccount } from "@/lib/account/export/export-account";
import { EXPORT_TABLES } from "@/lib/account/export/tables";
import { newRecordedPerson } from "@/lib/account/testing/recorded-person";
import { unzip } from "@/lib/account/testing/unzip";
import { writeCsv } from "@/lib/format/write-csv";
import { debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";
import { personsKey, refillsKey } from "@/lib/ledger/reserved-keys";
import { NOON, newUser } from "@/lib/ledger/testing/accounts";

const db = await testDatabase();

const exported = (userId: string) => unzip(exportAccount(db.prisma, { userId }, NOON));
const rowsOf = (files: Map<string, string>, name: string): Record<string, unknown>[] =>
  JSON.parse(files.get(`${name}.json`) ?? "null");

describe("an export", () => {
  test("contains a user's data from every table, as JSON and as CSV", async () => {
    const person = await newRecordedPerson(db);
    const files = await exported(person.id);
    for (const { file } of EXPORT_TABLES) {
      const rows = rowsOf(files, file);
      expect(rows.length, file).toBeGreaterThan(0);
      const [head = "", ...lines] = (files.get(`${file}.csv`) ?? "").trimEnd().split("\r\n");
      expect(head.split(","), file).toEqual(Object.keys(rows[0] ?? {}));
      expect(lines.length, file).toBe(rows.length);
    }
    expect(rowsOf(files, "profile")).toMatchObject([{ id: person.id, email: person.email, name: "Ada" }]);
    expect(rowsOf(files, "ledger-entries")[0]).toMatchObject({ seq: 1, type: "GRANT", balanceAfter: 100 });
    expect(files.get("README.txt")).toContain("payments");
  });

  test("shows idempotency keys as they were sent", async () => {
    const userId = await newUser(db);
    const accountId = await openAccount(db.sql, userId, NOON);
    await grant(db.sql, { accountId, amount: 9n, kind: "PROMO", sourceKey: "a", actor: "system" }, NOON);
    for (const idempotencyKey of ["job", personsKey("job"), refillsKey("job")]) {
      await debit(db.sql, { accountId, amount: 1n, idempotencyKey }, NOON);
    }
    const rows = rowsOf(await exported(userId), "ledger-entries");
    expect(rows.map((row) => row.idempotencyKey)).toEqual([null, "job", "job", "job"]);
  });

  test("contains nothing of other users", async () => {
    const other = await newRecordedPerson(db);
    const files = await exported(await newUser(db));
    const everything = [...files.values()].join("\n");
    expect(everything).not.toContain(other.id);
    expect(everything).not.toContain(other.email);
    for (const { file } of EXPORT_TABLES.filter((one) => one.file !== "profile")) {
      expect(rowsOf(files, file), file).toEqual([]);
    }
  });

  test("contains no password hash, key hash, token or secret", async () => {
    const person = await newRecordedPerson(db);
    const everything = [...(await exported(person.id)).values()].join("\n");
    for (const secret of person.secrets) expect(everything).not.toContain(secret);
  });

  test("covers every table that references a user", async () => {
    const pointing = await db.sql<{ name: string }>`
      SELECT DISTINCT table_name::text AS name
      FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name IN ('user_id', 'account_id', 'referrer_id')`;
    const covered = EXPORT_TABLES.map(({ table }) => table.split(" ")[0]);
    const missing = pointing.map(({ name }) => name).filter((name) => !covered.includes(name) && !(name in LEFT_OUT));
    expect(missing).toEqual([]);
  });

  test("with a history of many pages is complete and in order", { tags: ["full"] }, async () => {
    const userId = await newUser(db);
    const accountId = await openAccount(db.sql, userId, NOON);
    await grant(db.sql, { accountId, kind: "PACK", amount: 2_000n, sourceKey: "first", actor: "system" }, NOON);
    for (let n = 0; n < 1_100; n++) await debit(db.sql, { accountId, amount: 1n, actor: "app:test" }, NOON);
    const entries = rowsOf(await exported(userId), "ledger-entries");
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 1_101 }, (_, n) => n + 1));
  });

  test("stops reading when the download is canceled", async () => {
    const person = await newRecordedPerson(db);
    const reader = exportAccount(db.prisma, { userId: person.id }, NOON).getReader();
    await reader.read();
    await reader.cancel();
    expect((await reader.read()).done).toBe(true);
  });
});

test("CSV keeps commas, quotes and line breaks, and no cell is a formula", async () => {
  const pages = (async function* () {
    yield [{ a: 'say "hi", then\nleave', b: "=1+1", c: -5, d: { deep: [1] }, e: null }];
  })();
  const lines: string[] = [];
  for await (const text of writeCsv(["a", "b", "c", "d", "e"], pages)) lines.push(text);
  expect(lines.join("")).toBe(`a,b,c,d,e\r\n"say ""hi"", then\nleave",'=1+1,-5,"{""deep"":[1]}",\r\n`);
});

/** Tables that reference a user but are not exported, with the reason. */
const LEFT_OUT: Record<string, string> = {
  account_deletion: "Who has one cannot sign in any more.",
  billing_turn: "Which change is being made at Stripe at this moment.",
  recovery_code: "Hashes alone.",
  ledger_checkpoint: "What the last verification found; a copy of the balance.",
  webhook_mark: "Up to which entry webhooks were written.",
  metric_account: "How far the entries are added up; the number of the last one.",
};
