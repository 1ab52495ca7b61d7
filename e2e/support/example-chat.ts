import { cpSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { npm } from "../../dev/npm.mjs";
import { type Companion, run, startCompanion } from "../../dev/processes";
import { createApiKey } from "../../lib/auth/api-keys/create-api-key";
import { database } from "../../lib/db";

/** An app of its own with the SDK, as its users have it. */
export type ExampleApp = {
  url: string;
  /** What its server wrote to its error output. */
  errors(): string;
  stop(): Promise<void>;
};

const TARBALL = '"file:../../sdk/refill-sdk-0.1.0.tgz"';

/** Installs a copy of examples/chat with the SDK's tarball, builds it for production and starts it. */
export async function startChat(): Promise<ExampleApp> {
  const { E2E_FOLDER = "test-results", E2E_CHAT_URL = "http://127.0.0.1:3001", NEXTAUTH_SECRET } = process.env;
  const [folder, sdk] = [join(E2E_FOLDER, "chat"), join(E2E_FOLDER, "sdk")];
  cpSync("examples/chat", folder, {
    recursive: true,
    filter: (path) => !/[/\\](node_modules|\.next)([/\\]|$)/.test(path),
  });
  await run(process.execPath, ["sdk/build.mjs", sdk]);
  const own = join(folder, "package.json");
  const tarball = JSON.stringify(join(sdk, "refill-sdk-0.1.0.tgz"));
  writeFileSync(own, readFileSync(own, "utf8").replace(TARBALL, tarball));
  const [, serviceKey] = await Promise.all([
    run(...npm("install", "--no-audit", "--no-fund", "--no-package-lock", "--prefer-offline"), { cwd: folder }),
    newServiceKey(),
    run(...npm("run", "rates:import", "--", "examples/chat/models.json", ...RATES)),
  ]);
  const { hostname, port } = new URL(E2E_CHAT_URL);
  const env = {
    ...process.env,
    REFILL_URL: process.env.APP_URL,
    REFILL_SERVICE_KEY: serviceKey,
    NEXTAUTH_URL: E2E_CHAT_URL,
    NEXTAUTH_SECRET,
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_ENV: "production",
  } as const;
  const log = join(folder, "errors.log");
  const next = join(folder, "node_modules/next/dist/bin/next");
  await run(process.execPath, [next, "build"], { cwd: folder, env });
  const app = startCompanion(process.execPath, [next, "start", "-H", hostname, "-p", port], {
    cwd: folder,
    env,
    stdio: ["ignore", "ignore", openSync(log, "w")],
  });
  await answers(`${E2E_CHAT_URL}/signin`, app);
  return { url: E2E_CHAT_URL, errors: () => readFileSync(log, "utf8"), stop: app.stop };
}

/** A credit for ten tokens in, and one for two tokens out. */
const RATES = ["--credit-price", "0.1", "--margin", "1", "--provider", "example"];

async function newServiceKey(): Promise<string> {
  const { prisma } = database();
  const { id } = await prisma.user.findUniqueOrThrow({ where: { email: "admin@example.com" }, select: { id: true } });
  const owner = { userId: id, role: "ADMIN" } as const;
  const made = await createApiKey(prisma, { owner, name: "Chat", service: true }, new Date());
  if (!made.ok) throw new Error(made.reason);
  return made.key;
}

async function answers(url: string, app: Companion): Promise<void> {
  let code: unknown;
  void app.exited.then((ended) => {
    code = ended;
  });
  for (const until = performance.now() + 120_000; performance.now() < until; await sleep(100)) {
    if (code !== undefined) throw new Error(`The example ended with ${code}.`);
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
  }
  await app.stop();
  throw new Error("The example does not answer.");
}
