// @module-tag full
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@refill/sdk";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { npm } from "@/dev/npm.mjs";
import { freePort } from "@/dev/postgres/ports";
import { type Companion, startCompanion } from "@/dev/processes";
import { testApi } from "@/dev/testing/api-server";
import { testDatabase } from "@/dev/testing/database";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { newMeter } from "@/lib/catalog/testing/meters";
import { grant } from "@/lib/ledger/grant";

// public/skill.md, followed step by step in a new app.

vi.setConfig({ testTimeout: 120_000, hookTimeout: 900_000 });

const db = await testDatabase();
closeAppDatabase();
const { url: refill } = await testApi();
const root = mkdtempSync(join(tmpdir(), "refill-skill-"));
const folder = join(root, "app");
const skill = readFileSync("public/skill.md", "utf8");
const blocks = new Map(
  [...skill.matchAll(/```\w+ title="([^"]+)"\n(.*?)```/gs)].map(([, title = "", code = ""]) => [title, code]),
);
const WEBHOOK_SECRET = `whsec_${Buffer.from("only-for-tests-only-for-tests-24").toString("base64")}`;

// The newest versions of these may be newer than this test.
const PINNED: Record<string, string> = { "ai@7": "ai@7.0.173", "@ai-sdk/openai@4": "@ai-sdk/openai@4.0.118" };

/** OpenAI's API, as far as one answer of the model. */
const provider = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { "content-type": "application/json" }).end(
    JSON.stringify({
      ...{ id: "resp_1", object: "response", created_at: 1, model: "gpt-5.1", error: null, incomplete_details: null },
      output: [
        {
          ...{ type: "message", id: "msg_1", role: "assistant", status: "completed" },
          content: [{ type: "output_text", text: "One, two, three.", annotations: [] }],
        },
      ],
      usage: { input_tokens: 7, output_tokens: 5, total_tokens: 12 },
    }),
  );
});

let app: Companion;
let url = "";
let started = 0;
let client: ReturnType<typeof createClient>;

beforeAll(async () => {
  for (const key of ["gpt-5-1_input", "gpt-5-1_output"]) await newMeter(db, key);
  const admin = await newPerson(db, 0, "ADMIN");
  const owner = { userId: admin.id, role: "ADMIN" } as const;
  const scopes = ["accounts:*", "credits:read", "credits:spend", "billing:read", "billing:write"] as const;
  const made = await createApiKey(db.prisma, { owner, name: "app", service: true, scopes }, new Date());
  if (!made.ok) throw new Error(made.reason);
  client = createClient({ baseUrl: refill, apiKey: made.key });
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  const { port } = provider.address() as AddressInfo;

  run(process.execPath, ["sdk/build.mjs", join(root, "sdk")], ".");
  const kind = ["--ts", "--app", "--empty", "--no-src-dir", "--no-tailwind", "--no-linter", "--no-react-compiler"];
  const how = ["--import-alias", "@/*", "--use-npm", "--disable-git", "--skip-install", "--yes"];
  run(...npm("exec", "--yes", "--", "create-next-app@16.4.3", "app", ...kind, ...how), root);
  run(...npm("install", ...QUIET), folder);

  // From here on the time counts: what the skill says, as it says it.
  started = performance.now();
  const packages = (blocks.get("install") ?? "").trim().split(/\s+/).slice(2);
  run(...npm("install", ...QUIET, ...packages.map(packageOf)), folder);
  for (const [title, code] of blocks) if (title !== "install" && title !== ".env.local") write(title, code);
  const settings = {
    REFILL_URL: refill,
    REFILL_SERVICE_KEY: made.key,
    REFILL_WEBHOOK_SECRET: WEBHOOK_SECRET,
    OPENAI_API_KEY: "sk-test",
  };
  const named = [...(blocks.get(".env.local") ?? "").matchAll(/^(\w+)=/gm)].map(([, name]) => name);
  expect(named).toEqual(Object.keys(settings));
  write(
    ".env.local",
    Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(""),
  );
  const next = join(folder, "node_modules/next/dist/bin/next");
  run(process.execPath, [next, "build"], folder);
  const at = await freePort();
  url = `http://127.0.0.1:${at}`;
  const env = { ...ENV, OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` };
  app = startCompanion(process.execPath, [next, "start", "-H", "127.0.0.1", "-p", String(at)], {
    cwd: folder,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  for (let tries = 0; tries < 1_200; tries += 1) {
    if ((await fetch(url).catch(() => null))?.ok) return;
    await sleep(100);
  }
  throw new Error("The app does not answer.");
});

afterAll(async () => {
  await app?.stop();
  provider.closeAllConnections();
  provider.close();
  rmSync(root, { recursive: true, force: true });
});

const QUIET = ["--no-audit", "--no-fund", "--silent", "--prefer-offline"];
// Of a test process, which Next.js must not take over.
const { NODE_ENV: _, VITEST: __, ...rest } = process.env;
const ENV = { ...rest, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;

function packageOf(name: string): string {
  return name === "/path/to/refill-sdk-0.1.0.tgz" ? join(root, "sdk/refill-sdk-0.1.0.tgz") : (PINNED[name] ?? name);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function run(program: string, args: string[], cwd: string): void {
  // npm leaves out what is for development if the environment is production.
  const env = { ...ENV, NODE_ENV: args.includes("build") ? "production" : "development" } as const;
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`${args.join(" ")} failed: ${stdout}${stderr}`);
}

test("a new Next.js app that follows the skill meters its first call within five minutes of the installation", async () => {
  // The page asks for its token first, which makes the customer.
  const session = await fetch(`${url}/api/refill`, { method: "POST", headers: { "sec-fetch-site": "same-origin" } });
  expect(session.status).toBe(200);
  const { id: accountId } = await db.prisma.user.findUniqueOrThrow({ where: { externalId: "user-1" } });
  const { token }: { token: string } = await session.json();
  const browser = createClient({ baseUrl: refill, token });

  const ask = () => fetch(`${url}/api/ask`, { method: "POST", body: JSON.stringify({ prompt: "Count to three." }) });
  const refused = await ask();
  expect([refused.status, await refused.json()]).toEqual([
    402,
    { error: "This needs 506 credits.", required: 506, available: 0 },
  ]);

  await grant(db.sql, { accountId, kind: "PACK", amount: 1000n, sourceKey: "pack", actor: "system" }, new Date());
  const answer = await ask();
  expect([answer.status, await answer.json()]).toEqual([200, { text: "One, two, three." }]);
  const seconds = (performance.now() - started) / 1000;
  console.info(`From npm install to the first metered call: ${seconds.toFixed(0)} s.`);
  expect(await browser.credits.balance()).toMatchObject({ available: 1000 - 12, held: 0 });
  expect(await client.credits.balance({ account: "user-1" })).toMatchObject({ available: 1000 - 12 });
});

test("its page has the components, and its webhooks are verified", async () => {
  const page = await fetch(url);
  expect(await page.text()).toContain("refill-balance");

  const body = JSON.stringify({ type: "balance.low", timestamp: new Date().toISOString(), data: { available: 3 } });
  const at = new Date();
  const headers = {
    "webhook-id": "msg_1",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(WEBHOOK_SECRET).sign("msg_1", at, body),
  };
  const send = (text: string) => fetch(`${url}/api/webhooks/refill`, { method: "POST", headers, body: text });
  expect((await send(body)).status).toBe(204);
  const forged = await send(body.replace("3", "4"));
  expect([forged.status, await forged.json()]).toEqual([400, { error: "bad_signature" }]);
});
