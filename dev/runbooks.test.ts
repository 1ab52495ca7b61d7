// @module-tag nightly
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { curlRequests } from "@/components/docs/guides/testing/curl";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import type { Resource } from "@/lib/api/http/resource";
import { closeAppDatabase, newPerson, newWelcomedPerson } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { backUp } from "@/lib/backup/back-up";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { catalogue } from "@/prisma/catalogue/default";

// The commands of docs/runbooks.md, each run as written: SQL on a database, requests to the app's routes, npm scripts as programs.
const CRON_SECRET = "only-for-tests-only-for-tests";
process.env.CRON_SECRET = CRON_SECRET;
process.env.WORKER = "separate";
const METRICS_TOKEN = "metrics-only-for-tests-metrics-only-for-tests";
process.env.METRICS_TOKEN = METRICS_TOKEN;

const folder = mkdtempSync(join(tmpdir(), "refill-runbooks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const database = await testDatabase();
closeAppDatabase();
const local = await testStripe();

// It runs until it is stopped; lib/jobs/worker.test.ts starts it.
const RUNS_ON = new Set(["npm run worker"]);

const text = readFileSync("docs/runbooks.md", "utf8");
const lines = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = ""]) => block.trim().split("\n"));
// Line breaks of the document are spaces in code between backticks.
const inline = [...text.replaceAll(/^```.*?^```$/gms, "").matchAll(/`((?:psql|npm run|curl) [^`]+)`/g)];
const commands = [...new Set([...lines, ...inline.map(([, code = ""]) => code.replaceAll(/\s*\n\s*/g, " "))])];
const starting = (program: string) => commands.filter((command) => command.startsWith(`${program} `));

test("every command of the runbooks is one that is run here", () => {
  const known = ["psql", "npm run", "curl", "date"].flatMap(starting);
  expect(commands.filter((command) => !known.includes(command))).toEqual([]);
  expect(starting("psql").length).toBeGreaterThan(20);
  expect(starting("npm run").length).toBeGreaterThan(10);
  expect(starting("curl").length).toBeGreaterThan(5);
});

const person = await newPerson(database, 0, "ADMIN");
const someone = await newWelcomedPerson(database);
await database.prisma.user.update({ where: { id: someone.id }, data: { email: "someone@example.com" } });
// A key to revoke.
const owner = { userId: someone.id, role: "USER" as const };
await createApiKey(database.prisma, { owner, name: "Leaked" }, new Date());
await applyCatalogue({ database, stripe: local.stripe }, catalogue, new Date());

test("each query finds its tables and columns", async () => {
  for (const command of starting("psql")) {
    const query = /^psql "\$DATABASE_URL" -c (["'])(.*)\1$/
      .exec(command)?.[2]
      ?.replaceAll("$ACCOUNT_ID", person.accountId);
    expect(query, command).toBeDefined();
    await expect(database.pool.query(query ?? ""), command).resolves.toBeDefined();
  }
});

test("each request is answered with a success", async () => {
  const request = { owner: { userId: person.id, role: "ADMIN" as const }, name: "Runbook", service: true };
  const scopes = ["admin:*", "credits:read"] as const;
  const made = await createApiKey(database.prisma, { ...request, scopes }, new Date());
  if (!made.ok) throw new Error(made.reason);
  const variables = {
    APP_URL: "http://localhost:3000",
    ADMIN_KEY: made.key,
    CRON_SECRET,
    METRICS_TOKEN,
    ACCOUNT_ID: person.accountId,
  };
  for (const command of starting("curl")) {
    // What only shows the status, and which lines, is the shell's.
    const plain = command
      .replace(/ \| .*$/, "")
      .replaceAll(/ -[ow] \S+|-w '[^']*'/g, "")
      .replaceAll(/https:\/\/YOUR-APP|http:\/\/PROCESS:PORT/g, "$APP_URL");
    for (const { url, method, headers, body } of curlRequests(plain, variables)) {
      const { pathname } = new URL(url);
      const task = /^\/api\/cron\/(\w+)$/.exec(pathname)?.[1];
      const route: Resource = await import(
        join(process.cwd(), "app", task ? "/api/cron/[task]" : pathname, "route.ts")
      );
      const sent = new Request(url, { method, headers, ...(body !== undefined && { body }) });
      const answer = await route[method as keyof Resource](sent, { params: Promise.resolve(task ? { task } : {}) });
      expect(`${answer.status} ${answer.status === 200 ? "" : await answer.text()}`, command).toBe("200 ");
    }
  }
});

test("each npm script exits with success", { timeout: 180_000 }, async () => {
  const made = await backUp(database.url, { folder }, { kind: "none" }, new Date());
  expect(existsSync(made.path)).toBe(true);
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync("package.json", "utf8"));
  const env = { ...process.env, DATABASE_URL: database.url, STRIPE_API_BASE: local.url, BACKUP_DIR: folder };
  // One after the other, as in an incident: a lock before its unlock.
  for (const command of starting("npm run").filter((one) => !RUNS_ON.has(one))) {
    const [, name = "", rest = ""] = /^npm run ([\w:]+)(?: -- (.*))?$/.exec(command) ?? [];
    const script = scripts[name];
    expect(script, command).toBeDefined();
    const words = rest
      .replaceAll(/"\$ACCOUNT_ID"|\bID\b/g, person.accountId)
      .split(" ")
      .filter(Boolean);
    for (const part of (script ?? "").split(" && ")) {
      const [program, ...given] = part.split(" ");
      const args =
        program === "tsx" ? ["--import", "tsx", ...given] : [`node_modules/${program}/build/index.js`, ...given];
      const run = promisify(execFile)(process.execPath, [...args, ...words], { env });
      await run.catch((error: { stderr: string; stdout: string }) => {
        throw new Error(`${command}: ${error.stdout}${error.stderr}`);
      });
    }
  }
});
