// @module-tag full
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { audit } from "@/lib/audit";
import { createRateLimits } from "@/lib/auth/rate-limits";
import { signUp } from "@/lib/auth/sign-up";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { createDatabase, type Database } from "@/lib/db";
import { grantAppRole } from "@/lib/jobs/grant-app-role";
import { freeJobsOfDeadWorkers } from "@/lib/jobs/liveness";
import { runWorker } from "@/lib/jobs/run-worker";
import { debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";
import { placeHold } from "@/lib/ledger/place-hold";
import { releaseHold } from "@/lib/ledger/release-hold";
import { reverse } from "@/lib/ledger/reverse";
import { verify } from "@/lib/ledger/verify";
import { verifyNew } from "@/lib/ledger/verify-new";
import { notifications } from "@/lib/notifications";
import { receiveEvent } from "@/lib/stripe/receive-event";
import { catalogue } from "@/prisma/catalogue/default";

const owner = await testDatabase();
const { stripe } = await testStripe();
const role = `app_${randomUUID().slice(0, 8)}`;
const NOW = new Date("2026-11-28T12:00:00Z");
let app: Database;

const urlAs = (name: string) => {
  const url = new URL(owner.url);
  url.username = name;
  return url.href;
};

beforeAll(async () => {
  await owner.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'not-asked-for'`);
  expect(await grantAppRole(owner.pool, urlAs(role))).toEqual({ ok: true, role });
  app = createDatabase(urlAs(role));
});
afterAll(async () => {
  await notifications().close();
  await app.close();
  await owner.pool.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
});

describe("with the app's own role", () => {
  test("everything the app does works: the catalogue, users, credits, the audit log", async () => {
    await applyCatalogue({ database: app, stripe }, catalogue, NOW);
    const limits = createRateLimits(app, { signInPerAccount: 5, signInPerIp: 50, signUpPerIp: 50 });
    const email = `${randomUUID()}@example.com`;
    const input = { email, password: "a long enough sentence", name: "Ada", ip: "203.0.113.9" };
    const ada = await signUp({ database: app, limits }, input, NOW);
    if (!ada.ok) throw new Error(ada.reason);
    const accountId = await openAccount(app.sql, ada.userId, NOW);
    const actor = "system";
    await grant(app.sql, { accountId, kind: "PACK", amount: 100n, sourceKey: "first", actor }, NOW);
    const spent = await debit(app.sql, { accountId, amount: 30n, idempotencyKey: "job", actor }, NOW);
    if (!spent.ok) throw new Error(spent.reason);
    await reverse(app.sql, { accountId, of: { idempotencyKey: "job" }, reason: "not needed", actor }, NOW);
    const held = await placeHold(app.sql, { accountId, amount: 5n, actor }, NOW);
    if (!held.ok) throw new Error(held.reason);
    await releaseHold(app.sql, { accountId, holdId: held.hold.id }, NOW);
    await app.transaction((db) =>
      audit(db, { userId: ada.userId }, { action: "plan.edited", targetType: "plan", targetId: "x" }, NOW),
    );
    expect(await verify(app.sql, "all", NOW)).toEqual([]);
    await verifyNew(app, NOW);
  });

  test("the worker runs jobs and the crontab, and unlocks the jobs of dead workers", async () => {
    const worker = await runWorker({ database: app, stripe }, 2);
    const event = {
      id: "evt_app_role",
      type: "invoice.paid",
      apiVersion: null,
      objectId: "in_unknown",
      customerId: "cus_unknown",
      occurredAt: NOW,
      payload: "{}",
    };
    await app.transaction((_db, sql) => receiveEvent(sql, event, new Date()));
    const status = async () => (await app.prisma.webhookEvent.findUnique({ where: { id: event.id } }))?.status;
    await expect.poll(status, { timeout: 15_000 }).not.toBe("RECEIVED");
    await expect
      .poll(async () => (await owner.sql`SELECT FROM graphile_worker._private_known_crontabs`).length)
      .toBeGreaterThan(0);
    expect(await freeJobsOfDeadWorkers(app.pool)).toEqual([]);
    await worker.stop();
  });

  test.each([
    "ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_append_only",
    "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
    "DROP TRIGGER audit_log_append_only ON audit_log",
    "ALTER TABLE audit_log DISABLE TRIGGER audit_log_append_only",
    "ALTER TABLE credit_account DROP CONSTRAINT credit_account_balance_check",
    "UPDATE ledger_entry SET amount = amount + 1",
    "DELETE FROM ledger_entry",
    "TRUNCATE ledger_entry",
    "UPDATE audit_log SET actor_id = NULL",
    "DELETE FROM audit_log",
    "TRUNCATE audit_log",
    "UPDATE card_claim SET spent_on = spent_on",
    "DELETE FROM card_claim",
    "UPDATE meter_version SET credits = credits + 1",
    "DROP TABLE audit_log",
    "CREATE TABLE public.mine (id int)",
    "CREATE OR REPLACE FUNCTION audit_log_refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "ALTER FUNCTION ledger_refuse_change() RENAME TO nothing",
    "SET session_replication_role = 'replica'",
    "SET ROLE refill",
    "UPDATE _prisma_migrations SET checksum = ''",
    "DELETE FROM graphile_worker.migrations",
    "GRANT UPDATE ON ledger_entry TO PUBLIC",
  ])("refused: %s", async (statement) => {
    // Granting a privilege that the role does not have is only a warning and has no effect.
    if (statement.startsWith("GRANT")) await app.pool.query(statement).catch(() => undefined);
    else await expect(app.pool.query(statement)).rejects.toThrow(/must be owner|permission denied/);
    await expect(app.pool.query("UPDATE ledger_entry SET amount = 0")).rejects.toThrow("permission denied");
    expect(await rules()).toEqual(before);
  });
});

/** Triggers, constraints and grants: everything that could be weakened. */
async function rules() {
  const { rows } = await owner.pool.query(
    `SELECT tgrelid::regclass::text AS on, tgname AS name, tgenabled::text AS state FROM pg_trigger
     UNION ALL SELECT conrelid::regclass::text, conname, '' FROM pg_constraint
     UNION ALL SELECT oid::regclass::text, 'acl', relacl::text FROM pg_class WHERE relacl IS NOT NULL
     ORDER BY 1, 2, 3`,
  );
  return rows;
}

let before: unknown;
beforeAll(async () => {
  before = await rules();
});

test("the audit log is append-only for its owner too", async () => {
  await owner.sql`
    INSERT INTO audit_log (id, action, target_type, target_id) VALUES (${randomUUID()}::uuid, 'x', 'y', 'z')`;
  const refused = "audit_log is append-only";
  await expect(owner.sql`UPDATE audit_log SET action = 'w'`).rejects.toThrow(refused);
  await expect(owner.sql`DELETE FROM audit_log`).rejects.toThrow(refused);
  await expect(owner.sql`TRUNCATE audit_log`).rejects.toThrow(refused);
});

test("a role that could change the rules is refused as the app's role", async () => {
  expect(await grantAppRole(owner.pool, owner.url)).toMatchObject({ ok: false, reason: "owner" });
  const member = `member_${randomUUID().slice(0, 8)}`;
  const maker = `maker_${randomUUID().slice(0, 8)}`;
  await owner.pool.query(`CREATE ROLE ${member} LOGIN IN ROLE refill; CREATE ROLE ${maker} LOGIN CREATEROLE`);
  expect(await grantAppRole(owner.pool, urlAs(member))).toMatchObject({ ok: false, reason: "may_become_owner" });
  expect(await grantAppRole(owner.pool, urlAs(maker))).toMatchObject({ ok: false, reason: "above_rules" });
  await owner.pool.query(`DROP ROLE ${member}; DROP ROLE ${maker}`);
});

test("npm run migrate grants it, and can be repeated", { tags: ["full"], timeout: 60_000 }, async () => {
  const grants = await rules();
  const { code, output } = await migrate({ DATABASE_URL: urlAs(role), DATABASE_MIGRATE_URL: owner.url });
  expect(output).toContain(`The role ${role} can use the tables but cannot change their rules.`);
  expect(code).toBe(0);
  expect(await rules()).toEqual(grants);
  expect(await migrate({ DATABASE_URL: owner.url, DATABASE_MIGRATE_URL: owner.url })).toMatchObject({
    code: 1,
    output: expect.stringContaining("which owns the tables"),
  });
});

async function migrate(environment: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", "tsx", "lib/jobs/migrate.ts"], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve) => child.once("close", resolve));
  return { code, output };
}
