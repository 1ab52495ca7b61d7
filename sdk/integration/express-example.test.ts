// @module-tag full
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@refill/sdk";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { npm } from "@/dev/npm.mjs";
import { testApi } from "@/dev/testing/api-server";
import { testDatabase } from "@/dev/testing/database";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { newMeter } from "@/lib/catalog/testing/meters";
import { grant } from "@/lib/ledger/grant";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 600_000 });

const db = await testDatabase();
closeAppDatabase();
const { url: refill } = await testApi();
const folder = mkdtempSync(join(tmpdir(), "refill-express-"));

/** The provider's HTTP API: it streams words one by one, as `end` says. */
const provider = createServer((request, response) => {
  request.resume();
  request.on("end", () => void answer(response));
});
let end: "finish" | "fail" | "hang" = "finish";
let calls = 0;

async function answer(response: ServerResponse) {
  calls += 1;
  if (end === "fail") {
    response.writeHead(400, { "content-type": "application/json" }).end('{"error":{"message":"no such model"}}');
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (data: object) =>
    response.write(`data: ${JSON.stringify({ object: "chat.completion.chunk", ...data })}\n\n`);
  for (const content of ["One ", "two ", "three."]) send({ choices: [{ index: 0, delta: { content } }] });
  if (end === "hang") return;
  send({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
  send({ choices: [], usage: { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 } });
  response.end("data: [DONE]\n\n");
}

let app: ChildProcess;
let url = "";
let client: ReturnType<typeof createClient>;

beforeAll(async () => {
  for (const key of ["gpt-5-1_input", "gpt-5-1_output"]) await newMeter(db, key);
  const admin = await newPerson(db, 0, "ADMIN");
  const owner = { userId: admin.id, role: "ADMIN" } as const;
  const made = await createApiKey(db.prisma, { owner, name: "app", service: true }, new Date());
  if (!made.ok) throw new Error(made.reason);
  client = createClient({ baseUrl: refill, apiKey: made.key });

  run(process.execPath, ["sdk/build.mjs"], ".");
  cpSync("examples/express", folder, { recursive: true });
  const own = join(folder, "package.json");
  const tarball = JSON.stringify(join(process.cwd(), "sdk/refill-sdk-0.1.0.tgz"));
  writeFileSync(own, readFileSync(own, "utf8").replace('"file:../../sdk/refill-sdk-0.1.0.tgz"', tarball));
  run(...npm("install", "--no-audit", "--no-fund", "--no-package-lock", "--silent"), folder);

  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  const { port } = provider.address() as AddressInfo;
  app = spawn(process.execPath, ["server.mjs"], {
    cwd: folder,
    env: {
      ...process.env,
      PORT: "0",
      REFILL_URL: refill,
      REFILL_SERVICE_KEY: made.key,
      OPENAI_API_KEY: "sk-test",
      OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  url = await new Promise<string>((resolve, reject) => {
    app.stdout?.once("data", (line: Buffer) => resolve(line.toString().trim()));
    app.once("exit", (code) => reject(new Error(`The example ended with code ${code}.`)));
  });
});

afterAll(() => {
  app?.kill();
  provider.closeAllConnections();
  provider.close();
  rmSync(folder, { recursive: true, force: true });
});

function run(program: string, args: string[], cwd: string) {
  const { status, stderr } = spawnSync(program, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${args.join(" ")} failed: ${stderr}`);
}

const chat = (user: string, signal?: AbortSignal) =>
  fetch(`${url}/chat`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-user-id": user },
    body: JSON.stringify({ message: "Count to three." }),
    signal: signal ?? null,
  });

/** A user of the example with credits. */
async function userWith(name: string, amount: bigint) {
  await fetch(`${url}/balance`, { headers: { "x-user-id": name } });
  const { id: accountId } = await db.prisma.user.findUniqueOrThrow({ where: { externalId: name } });
  if (amount > 0n)
    await grant(db.sql, { accountId, kind: "PACK", amount, sourceKey: name, actor: "system" }, new Date());
  return name;
}

const standing = async (user: string) => {
  const { balance, held } = await client.credits.balance({ account: user });
  return { balance, held };
};

test("an answer costs what the provider says it used", async () => {
  end = "finish";
  const ada = await userWith("ada", 1000n);
  const response = await chat(ada);
  expect(await response.text()).toBe("One two three.");
  await expect.poll(() => standing(ada)).toEqual({ balance: 1000 - 12, held: 0 });
  const balance = await fetch(`${url}/balance`, { headers: { "x-user-id": ada } });
  expect(await balance.json()).toEqual({ available: 988 });
});

test("a reader who leaves pays for what was delivered", async () => {
  end = "hang";
  const bert = await userWith("bert", 1000n);
  const reader = new AbortController();
  const response = await chat(bert, reader.signal);
  const first = await response.body?.getReader().read();
  expect(new TextDecoder().decode(first?.value)).toContain("One");
  reader.abort();
  await expect.poll(async () => (await standing(bert)).held).toBe(0);
  const { balance } = await standing(bert);
  expect(balance).toBeLessThan(1000);
  expect(balance).toBeGreaterThan(900);
});

test("a provider that fails costs nothing", async () => {
  end = "fail";
  const carl = await userWith("carl", 1000n);
  expect((await chat(carl)).status).toBe(502);
  await expect.poll(() => standing(carl)).toEqual({ balance: 1000, held: 0 });
});

test("without credits the provider is not called, and without a user nothing is", async () => {
  end = "finish";
  const dora = await userWith("dora", 0n);
  const before = calls;
  const refused = await chat(dora);
  expect(refused.status).toBe(402);
  expect(await refused.json()).toMatchObject({ error: "Not enough credits.", available: 0 });
  expect((await fetch(`${url}/balance`)).status).toBe(401);
  expect(calls).toBe(before);
});
