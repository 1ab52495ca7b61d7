import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

// What another project gets: the packed package in an empty folder, with an empty npm cache and no network.
const folder = mkdtempSync(join(tmpdir(), "local-stripe-package-"));
const offline = ["--offline", `--cache=${join(folder, ".cache")}`];
let tarball: string;

beforeAll(() => {
  const source = join(import.meta.dirname, "..");
  execFileSync("npm", ["pack", "--silent", `--pack-destination=${folder}`], { cwd: source, stdio: "ignore" });
  tarball = `./${readdirSync(folder).find((name) => name.endsWith(".tgz"))}`;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("npx starts the packed package in an empty folder, without the network", async () => {
  const child = spawn("npx", ["--yes", ...offline, tarball], {
    cwd: folder,
    env: { ...process.env, STRIPE_LOCAL_PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const closed = new Promise((resolve) => child.once("close", resolve));
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let said = "";
      child.stdout.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        const found = said.match(/Local Stripe is ready on (\S+)/);
        if (found?.[1] !== undefined) resolve(found[1]);
      });
      child.once("exit", (code) => reject(new Error(`npx ended with ${code}: ${said}`)));
    });
    const answer = await fetch(`${url}/v1/customers`, {
      method: "POST",
      headers: { authorization: "Bearer sk_test_local" },
      body: new URLSearchParams({ email: "ada@example.com" }),
    });
    expect([answer.status, (await answer.json()).email]).toEqual([200, "ada@example.com"]);
  } finally {
    // npx, its shell and the server.
    if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
    await closed;
  }
});

test("a project that installed it starts a server inside its own process", () => {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  execFileSync("npm", ["install", "--no-audit", "--no-fund", ...offline, tarball], { cwd: folder, stdio: "ignore" });
  writeFileSync(
    join(folder, "start.js"),
    `import { startLocalStripe } from "@refill/local-stripe";
    const server = await startLocalStripe({ port: 0, dataDir: null });
    console.log((await (await fetch(server.url + "/_local/health")).json()).ok);
    await server.close();`,
  );
  expect(run(process.execPath, "start.js")).toEqual([0, "true\n"]);
});

test("--help lists the settings, and an unknown argument is refused", () => {
  const program = "node_modules/@refill/local-stripe/dist/main.js";
  const [code, said] = run(process.execPath, program, "--help");
  expect([code, said]).toEqual([0, expect.stringContaining("STRIPE_LOCAL_PORT")]);
  expect(run(process.execPath, program, "--prot=1")[0]).toBe(1);
});

function run(command: string, ...args: string[]): [number | null, string] {
  const { status, stdout } = spawnSync(command, args, { cwd: folder, encoding: "utf8" });
  return [status, stdout];
}
