import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv as parseFile } from "node:util";
import { afterAll, expect, test } from "vitest";
import { parseEnv } from "@/lib/env";
import { secretsForTests } from "@/lib/env/testing/secrets";

const folders = [1, 2, 3].map(() => mkdtempSync(join(tmpdir(), "refill-env-")));
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
const [one = "", other = "", ofServer = ""] = folders;

const make = (folder: string, url = "https://credits.example.com", ...more: string[]) =>
  spawnSync(process.execPath, ["deploy/make-env.mjs", "--url", url, "--folder", folder, ...more], { encoding: "utf8" });
const read = (folder: string, name: string) => parseFile(readFileSync(join(folder, name), "utf8"));

test("make-env writes settings with which the app starts once Stripe's are filled in, and overwrites nothing", () => {
  expect(make(one)).toMatchObject({ status: 0 });
  const { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET } = secretsForTests();
  const settings = read(one, ".env.production");
  const parsed = parseEnv({ ...settings, STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET });
  expect(parsed).toMatchObject({ APP_URL: "https://credits.example.com", WORKER: "separate", TRUSTED_PROXIES: 1 });
  const owner = read(one, ".env.owner");
  expect(parsed.DATABASE_URL).toContain(`refill_app:${owner.REFILL_APP_PASSWORD}@pgbouncer`);
  expect(settings.DATABASE_MIGRATE_URL).toBe("");
  expect(owner.DATABASE_MIGRATE_URL).toContain(`refill_owner:${owner.REFILL_OWNER_PASSWORD}@`);
  // Compose reads it for every command, so that Caddy keeps its name.
  expect(read(one, ".env")).toEqual({ SITE_ADDRESS: "credits.example.com" });
  if (process.platform !== "win32") {
    for (const name of readdirSync(one)) expect(statSync(join(one, name)).mode & 0o077).toBe(0);
  }

  const again = make(one);
  expect(again).toMatchObject({ status: 1, stderr: expect.stringContaining("nothing was written") });
  expect(read(one, ".env.production")).toEqual(settings);
});

test("make-env's secrets are new each time, and it needs the address with https", () => {
  expect(make(other)).toMatchObject({ status: 0 });
  expect(read(other, ".env.production").NEXTAUTH_SECRET).not.toBe(read(one, ".env.production").NEXTAUTH_SECRET);
  expect(make(other, "http://credits.example.com")).toMatchObject({ status: 1 });
});

test("make-env for a server of one's own names its PostgreSQL, and writes nothing for Compose", () => {
  expect(make(ofServer, undefined, "--postgres", "localhost:5432")).toMatchObject({ status: 0 });
  expect(readdirSync(ofServer).sort()).toEqual([".env.owner", ".env.production"]);
  const owner = read(ofServer, ".env.owner");
  expect(read(ofServer, ".env.production")).toMatchObject({
    DATABASE_URL: `postgres://refill_app:${owner.REFILL_APP_PASSWORD}@localhost:5432/refill`,
    DATABASE_DIRECT_URL: "",
    BACKUP_DIR: "/var/lib/refill",
  });
  expect(owner.DATABASE_MIGRATE_URL).toContain("@localhost:5432/");
  expect(make(ofServer, undefined, "--postgres", "localhost")).toMatchObject({ status: 1 });
});
