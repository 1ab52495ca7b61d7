// @module-tag full
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { createClient } from "@refill/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { npm } from "@/dev/npm.mjs";
import { testApi } from "@/dev/testing/api-server";
import { testDatabase } from "@/dev/testing/database";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { newMeter } from "@/lib/catalog/testing/meters";
import { addBudget } from "@/lib/ledger/budgets/manage-budgets";

const db = await testDatabase();
closeAppDatabase();
const { url } = await testApi();
const open: Client[] = [];
let serviceKey = "";
let account = "";
let server: ReturnType<typeof createClient>;

beforeAll(async () => {
  await newMeter(db, "page");
  const admin = await newPerson(db, 0, "ADMIN");
  const owner = { userId: admin.id, role: "ADMIN" } as const;
  const made = await createApiKey(db.prisma, { owner, name: "mcp", service: true }, new Date());
  if (!made.ok) throw new Error(made.reason);
  serviceKey = made.key;
  ({ accountId: account } = await newPerson(db, 100));
  server = createClient({ baseUrl: url, apiKey: serviceKey });
});

afterAll(async () => {
  for (const client of open) await client.close();
});

type Command = { command: string; args: string[]; cwd?: string };
const FROM_SOURCE: Command = { command: process.execPath, args: ["--import", "tsx", "sdk/src/mcp/cli.ts"] };

/** The official client, connected to the server over standard input and output. */
async function connected(settings: Record<string, string> = {}, command = FROM_SOURCE): Promise<Client> {
  const env = { PATH: process.env.PATH ?? "", REFILL_URL: url, REFILL_API_KEY: serviceKey, ...settings };
  const client = new Client({ name: "test", version: "1" });
  await client.connect(new StdioClientTransport({ ...command, env }));
  open.push(client);
  return client;
}

async function read(client: Client, name: string, given: Record<string, unknown> = {}) {
  const { structuredContent, isError, content } = await client.callTool({ name, arguments: given });
  const [first] = content as { text: string }[];
  if (!isError) expect(JSON.parse(first?.text ?? "")).toEqual(structuredContent);
  return isError ? first?.text : structuredContent;
}

test("every tool only reads, and says so", async () => {
  const client = await connected();
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(["plans", "balance", "explain", "usage", "why_refused"]);
  expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
});

test("balance, explanation and usage are what the API says", async () => {
  const client = await connected();
  await server.credits.consume({ account, amount: 30, model: "gpt-5.1" });
  expect(await read(client, "balance", { account })).toMatchObject({ available: 70, held: 0 });
  expect(await read(client, "explain", { account })).toMatchObject({ balance: 70 });
  expect(await read(client, "usage", { account, groupBy: ["model"] })).toMatchObject({
    byModel: [{ model: "gpt-5.1", credits: 30 }],
  });
  expect(await read(client, "plans")).toMatchObject({ meters: [{ key: "page" }] });
});

test("a refusal is explained by what is needed, available and held, and by what became of a hold", async () => {
  const client = await connected();
  const hold = await server.credits.hold({ account, amount: 50 });
  expect(await read(client, "why_refused", { account, meter: "page", quantity: 40 })).toMatchObject({
    ...{ allowed: false, required: 40, available: 20, held: 50 },
    reasons: [
      "It needs 40 credits and 20 are available: 20 are missing.",
      "50 are held by calls in progress, and come back as far as these do not use them.",
      "No refill is due.",
    ],
  });
  expect(await read(client, "why_refused", { account, amount: 20 })).toMatchObject({ allowed: true, reasons: [] });
  expect(await read(client, "why_refused", { account, hold: hold.id })).toMatchObject({ allowed: true });
  await server.credits.release(hold.id, { account });
  expect(await read(client, "why_refused", { account, hold: hold.id })).toMatchObject({
    allowed: false,
    reasons: [expect.stringContaining("The hold was released at")],
  });
});

test("a budget that refuses a spend is the reason", async () => {
  const client = await connected();
  const owner = await newPerson(db, 100);
  const terms = { scope: "ACCOUNT", target: null, window: "DAY", seconds: null, limit: 5n } as const;
  await addBudget(db.sql, { accountId: owner.accountId, actor: "system", ...terms }, new Date());
  expect(await read(client, "why_refused", { account: owner.accountId, amount: 6 })).toMatchObject({
    allowed: false,
    reasons: ["A budget allows 5 credits, of which 0 are used or held; 5 can be spent."],
  });
});

test("what the API refuses is an error of the tool, and a server for one account reads no other", async () => {
  const client = await connected({ REFILL_ACCOUNT: account });
  expect(await read(client, "balance")).toMatchObject({ account });
  expect(await read(client, "balance", { account: "someone-else" })).toContain("Invalid");
  const wrong = await connected({ REFILL_API_KEY: "rk_wrong" });
  expect(await read(wrong, "balance", { account })).toContain("unauthorized");
});

test("npx starts it from the tarball, in an empty folder", { timeout: 300_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "refill-mcp-"));
  try {
    const { status, stderr } = spawnSync(process.execPath, ["sdk/build.mjs", join(folder, "sdk")], {
      encoding: "utf8",
    });
    expect(status, stderr).toBe(0);
    const packages = [join(folder, "sdk/refill-sdk-0.1.0.tgz"), "@modelcontextprotocol/sdk@1", "zod@4"];
    const [command, args] = npm("exec", "--yes", ...packages.map((name) => `--package=${name}`), "--", "refill-mcp");
    const client = await connected({ HOME: process.env.HOME ?? "" }, { command, args, cwd: folder });
    expect(await read(client, "balance", { account })).toMatchObject({ account });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
