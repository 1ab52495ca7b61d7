import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { type LocalStripe, startLocalStripe } from "@refill/local-stripe";
import pg from "pg";
import { DEMO_PASSWORD, DEMO_USERS } from "../dev/demo-accounts";
import { createDatabase } from "../dev/postgres/databases";
import { freePort } from "../dev/postgres/ports";

// What the Dockerfile does after the build, and what its containers run, without a container: the tree is put together in an
// empty folder, made read-only, and run as another user with nothing but the settings.

const folder = mkdtempSync(join(tmpdir(), "refill-image-"));
const tree = join(folder, "app");
const running: ChildProcess[] = [];
const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
// Seeding from another database retires the prices of the one before.
let stripe: LocalStripe;

test.beforeAll(async () => {
  stripe = await startLocalStripe({ port: 0, dataDir: null });
});

test.afterAll(async () => {
  for (const child of running) child.kill("SIGKILL");
  await stripe.close();
  rmSync(folder, { recursive: true, force: true });
});

type Ended = { code: number | null; output: string };

/** Starts a program with these settings alone, far from the tree. */
function start(program: string, args: string[], settings: Record<string, string>, asNobody = isRoot) {
  const child = spawn(process.execPath, [join(tree, program), ...args], {
    cwd: "/",
    env: { PATH: process.env.PATH ?? "", NODE_ENV: "production", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
    ...(asNobody && { uid: NOBODY, gid: NOBODY }),
  });
  running.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const ended = new Promise<Ended>((resolve) => child.once("close", (code) => resolve({ code, output })));
  return { child, ended, output: () => output };
}

const runCommand = (settings: Record<string, string>, ...args: string[]) => start("refill.mjs", args, settings).ended;

function makeReadOnly(path: string): void {
  const { isSymbolicLink, isDirectory, mode } = { ...statOf(path) };
  if (isSymbolicLink) return;
  if (isDirectory) for (const name of readdirSync(path)) makeReadOnly(join(path, name));
  chmodSync(path, mode & 0o555);
}

function statOf(path: string) {
  const stat = lstatSync(path);
  return { isSymbolicLink: stat.isSymbolicLink(), isDirectory: stat.isDirectory(), mode: stat.mode };
}

test("the image's tree runs read-only as another user: migrate, seed, web, worker and commands; SIGTERM ends it", {
  tag: "@nightly",
}, async () => {
  test.setTimeout(180_000);
  test.skip(process.platform === "win32", "the image is for Linux");
  // As Next does with the settings of the folder in which it builds.
  const settingsOfBuild = ".next/standalone/.env.production";
  writeFileSync(settingsOfBuild, "LOG_LEVEL=fatal\n");
  const pruned = await runIn(process.cwd(), "deploy/image/prune.mjs", tree);
  rmSync(settingsOfBuild);
  expect(pruned, pruned.output).toMatchObject({ code: 0 });
  expect(readdirSync(tree).filter((name) => name.startsWith(".env"))).toEqual([]);
  const sbom = JSON.parse(readFileSync(join(tree, "sbom.cdx.json"), "utf8"));
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(sbom.components).toContainEqual(expect.objectContaining({ name: "next", version: dependencies.next }));
  chmodSync(folder, 0o755);
  makeReadOnly(tree);

  const port = await freePort();
  const settings = await ownSettings(port);
  const migrated = await runCommand(settings, "migrate");
  expect(migrated, migrated.output).toMatchObject({ code: 0, output: expect.stringContaining("Applied 0_init") });
  const seeded = await runCommand(settings, "seed");
  expect(seeded, seeded.output).toMatchObject({
    code: 0,
    output: expect.stringContaining("Catalogue default: created"),
  });
  const people = await runIn(process.cwd(), "--import", "tsx", "dev/demo-users.ts", settings);
  expect(people, people.output).toMatchObject({ code: 0 });

  const web = start("refill.mjs", [], settings);
  const check = () => start("healthcheck.mjs", ["ready"], settings).ended.then(({ output }) => output + web.output());
  await expect.poll(check, { timeout: 30_000 }).not.toContain("/api/health/ready");
  await servesPagesAndSpends(`http://127.0.0.1:${port}`);

  const worker = start("refill.mjs", ["worker"], settings);
  const client = new pg.Client({ connectionString: settings.DATABASE_URL });
  await client.connect();
  const waiting = async () => (await client.query("SELECT FROM mail WHERE status = 'QUEUED'")).rowCount;
  await expect.poll(waiting, { message: worker.output(), timeout: 30_000 }).toBe(0);
  await client.end();

  const commands = [
    ["verify"],
    ["migrate"],
    ["admin:grant", DEMO_USERS[0].email],
    ["stripe:reconcile"],
    ["user:lock", "nobody@example.com"],
  ];
  const [verified, again, granted, reconciled, unknown] = await Promise.all(
    commands.map((words) => runCommand(settings, ...words)),
  );
  for (const run of [verified, granted, reconciled]) expect(run, run?.output).toMatchObject({ code: 0 });
  expect(again).toMatchObject({ code: 0, output: expect.stringContaining("No migrations to apply.") });
  expect(unknown).toMatchObject({ code: 1, output: expect.stringContaining("nobody@example.com") });

  for (const process of [worker, web]) process.child.kill("SIGTERM");
  expect(await worker.ended, worker.output()).toMatchObject({ code: 0 });
  // Next's own answer to SIGTERM, and a clean end.
  expect((await web.ended).code).toBe(0);
  expect(web.output() + worker.output()).not.toMatch(/EACCES|EROFS|EPERM|Cannot find|"level":[56]0/);
});

function runIn(cwd: string, ...words: (string | Record<string, string>)[]): Promise<Ended> {
  const args = words.filter((word) => typeof word === "string");
  const env = { ...process.env, ...words.find((word) => typeof word === "object") };
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, output })));
}

/** The settings of this run, with an empty database, a Stripe and an address of its own. */
async function ownSettings(port: number): Promise<Record<string, string>> {
  const server = new URL(process.env.DATABASE_URL ?? "");
  // Another user may not open the socket of this run's server.
  server.searchParams.delete("host");
  const named = Object.entries(process.env).filter(([name]) => /^(STRIPE_|NEXTAUTH_|LOCAL_MODE|CRON_)/.test(name));
  const url = `http://localhost:${port}`;
  return {
    ...Object.fromEntries(named.map(([name, value]) => [name, value ?? ""])),
    STRIPE_API_BASE: stripe.url,
    DATABASE_URL: await createDatabase(server.href, `image_${Date.now()}`),
    APP_URL: url,
    NEXTAUTH_URL: url,
    WORKER: "separate",
    HOSTNAME: "0.0.0.0",
    PORT: String(port),
  };
}

async function servesPagesAndSpends(app: string): Promise<void> {
  const home = await fetch(app);
  expect(home.status).toBe(200);
  const [style = ""] = /\/_next\/static\/[^"]+\.css/.exec(await home.text()) ?? [];
  const plan = await (await fetch(`${app}/plans/pro`)).text();
  const [, picture = ""] = /property="og:image" content="https?:\/\/[^/]+([^"]+)"/.exec(plan) ?? [];
  for (const path of [style, picture, "/icon-192.png", "/pricing", "/docs"]) {
    const answer = await fetch(app + path);
    expect(`${path} ${answer.status}`).toBe(`${path} 200`);
  }
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ email: DEMO_USERS[0].email, password: DEMO_PASSWORD });
  const signedIn = await fetch(`${app}/api/v1/auth/token`, { method: "POST", headers, body });
  const { token } = await signedIn.json();
  const spent = await fetch(`${app}/api/v1/credits/consume`, {
    method: "POST",
    headers: { ...headers, authorization: `Bearer ${token}`, "idempotency-key": "image" },
    body: JSON.stringify({ amount: 5 }),
  });
  expect(spent.status, await spent.clone().text()).toBe(200);
}
