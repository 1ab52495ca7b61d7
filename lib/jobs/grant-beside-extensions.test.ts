import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createDatabase, dropDatabase } from "@/dev/postgres/databases";
import { migrate } from "@/dev/testing/migrate";
import { finishRestore } from "@/lib/backup/finish-restore";
import { grantAppRole } from "@/lib/jobs/grant-app-role";

// As on a managed PostgreSQL: a superuser has installed extensions in the schema public, and the owner of the app's tables is
// not a superuser.
const server = inject("postgresUrl");
const name = `extended_${randomUUID().slice(0, 8)}`;
const [owner, role] = [`${name}_owner`, `${name}_app`];
let superuser: pg.Pool;
let own: pg.Pool;
let app: pg.Pool;

const urlAs = (username: string) => Object.assign(new URL(superuser.options.connectionString ?? ""), { username }).href;

beforeAll(async () => {
  superuser = new pg.Pool({ connectionString: await createDatabase(server, name), max: 2 });
  own = new pg.Pool({ connectionString: urlAs(owner), max: 2 });
  app = new pg.Pool({ connectionString: urlAs(role), max: 2 });
  await superuser.query(`CREATE ROLE ${owner} LOGIN; CREATE ROLE ${role} LOGIN`);
  await superuser.query(`ALTER DATABASE ${name} OWNER TO ${owner}`);
  await superuser.query("CREATE EXTENSION pg_stat_statements; CREATE EXTENSION citext; CREATE EXTENSION lo");
  await migrate(urlAs(owner));
  await superuser.query("CREATE TABLE listed (id int); CREATE SEQUENCE numbered");
  await superuser.query("ALTER EXTENSION lo ADD TABLE listed; ALTER EXTENSION lo ADD SEQUENCE numbered");
});

afterAll(async () => {
  await Promise.all([superuser, own, app].map((pool) => pool.end()));
  await dropDatabase(server, name);
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`DROP ROLE ${owner}; DROP ROLE ${role}`);
  await client.end();
});

/** The privileges on all that belongs to the extensions. */
async function privilegesOfExtensions() {
  const { rows } = await superuser.query(
    `SELECT classid::regclass::text AS kind, objid, coalesce(c.relacl, p.proacl)::text AS privileges
     FROM pg_depend
     LEFT JOIN pg_class c ON classid = 'pg_class'::regclass AND c.oid = objid
     LEFT JOIN pg_proc p ON classid = 'pg_proc'::regclass AND p.oid = objid
     WHERE deptype = 'e' ORDER BY 1, 2`,
  );
  return rows;
}

test("an owner who is not a superuser grants the app's role its own tables, and leaves those of extensions alone", async () => {
  const before = await privilegesOfExtensions();
  expect(await grantAppRole(own, urlAs(role))).toEqual({ ok: true, role });
  expect((await app.query("SELECT FROM plan")).rowCount).toBe(0);
  expect((await app.query("SELECT graphile_worker.add_job('nothing')")).rowCount).toBe(1);
  await expect(app.query("UPDATE ledger_entry SET amount = 0")).rejects.toThrow("permission denied");
  await expect(app.query("SELECT pg_stat_statements_reset()")).rejects.toThrow("permission denied");
  await expect(app.query("SELECT FROM listed")).rejects.toThrow("permission denied");
  expect(await privilegesOfExtensions()).toEqual(before);
});

test("the same after a restore, and again", async () => {
  for (let time = 0; time < 2; time++) {
    expect(await finishRestore(urlAs(owner), urlAs(role))).toMatchObject({ role: { ok: true, role }, violations: [] });
  }
});
