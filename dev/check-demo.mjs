// npm run check:demo: starts `npm run demo` in an empty folder, uses it, stops it and checks that nothing remains; then once
// more, to see that its data was kept. Needs only Node, because the demo installs what is missing.
import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { npm } from "./npm.mjs";
import { listProcesses, withDescendants } from "./process-table.mjs";

// With npm ci and a build, on a slow machine.
const START_MS = 15 * 60_000;
const STOP_MS = 60_000;
const ACCOUNT = { email: "demo@example.com", password: "refill-demo" };

const began = performance.now();
const folder = await mkdtemp(join(tmpdir(), "refill demo "));
const ports = { PORT: await freePort(), PGPORT: await freePort(), STRIPE_LOCAL_PORT: await freePort() };
const url = `http://127.0.0.1:${ports.PORT}`;
let demo;

try {
  say(`Node ${process.versions.node} on ${process.platform} ${process.arch}, data in ${folder}`);
  demo = await start();
  await showPages();
  const balance = await spend("first");
  await end(demo, askLikeCtrlC);
  demo = await start();
  // Signed in again, with the balance as it was left.
  if ((await spend("second")) !== balance - 5) throw new Error("The balance is another one after a restart.");
  await end(demo, askLikeAManager);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  say("The demo starts, serves, stops and starts again");
} catch (error) {
  console.error(`\n${error.message}\n\nThe end of what the demo said:\n${demo?.output().slice(-4_000)}`);
  console.error(`\nThe end of ${join(folder, "app.log")}:\n${endOf(join(folder, "app.log"))}`);
  for (const pid of demo ? whatRuns(demo) : []) killNow(pid);
  process.exitCode = 1;
}

function say(sentence) {
  console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s  ${sentence}`);
}

async function start() {
  const [program, args] = npm("run", "demo");
  const child = spawn(program, args, {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    env: { ...process.env, ...ports, DEMO_FOLDER: folder, npm_lifecycle_event: undefined },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, as a terminal gives it, so that a signal can reach all of it.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const started = { child, output: () => output };
  demo = started;
  const until = performance.now() + START_MS;
  while (!output.includes("Refill is ready")) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error("The demo ended before it was ready.");
    if (performance.now() > until) throw new Error(`The demo was not ready after ${START_MS / 60_000} minutes.`);
    await sleep(100);
  }
  const { status } = await fetch(`${url}/api/health/ready`);
  if (status !== 200) throw new Error(`/api/health/ready responds with ${status}.`);
  say("It is ready");
  return started;
}

async function showPages() {
  for (const [path, words] of [
    ["/", "credits"],
    ["/pricing", "Starter"],
    ["/signin", "password"],
  ]) {
    const response = await fetch(`${url}${path}`);
    const page = await response.text();
    if (response.status !== 200 || !page.includes(words)) throw new Error(`${path} responds with ${response.status}.`);
  }
  say("It shows its pages");
}

/** Spends five credits through the API, and returns the balance after it. */
async function spend(key) {
  const { token } = await post("/api/v1/auth/token", ACCOUNT);
  const headers = { authorization: `Bearer ${token}`, "idempotency-key": `check-demo-${key}` };
  const { entry, balance } = await post("/api/v1/credits/consume", { amount: 5, description: "Check" }, headers);
  if (entry.amount !== -5 || entry.balanceBefore - 5 !== entry.balanceAfter)
    throw new Error("The spend is another one.");
  say(`It spends: ${balance} credits are left`);
  return balance;
}

async function post(path, body, headers = {}) {
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} responds with ${response.status}: ${await response.text()}`);
  return response.json();
}

/** Stops it, and waits until no process and no port of it is left. */
async function end(running, ask) {
  const pids = whatRuns(running);
  const commands = new Map(listProcesses().map(({ pid, command }) => [pid, command]));
  ask(running);
  const until = performance.now() + STOP_MS;
  for (;;) {
    // An id may be used again, by another command.
    const left = listProcesses().filter(({ pid, command }) => pids.has(pid) && commands.get(pid) === command);
    const open = await openPorts();
    if (left.length === 0 && open.length === 0) break;
    if (performance.now() > until) {
      const lines = [...left.map(({ pid, command }) => `  ${pid} ${command}`), ...open.map((port) => `  port ${port}`)];
      throw new Error(`After ${STOP_MS / 1000} seconds this remains of the demo:\n${lines.join("\n")}`);
    }
    await sleep(200);
  }
  say(`It has stopped: ${pids.size} processes and ${Object.keys(ports).length} ports are gone`);
}

/** Everything below npm, and whatever else names the folder, such as a server whose parent has ended. */
function whatRuns({ child }) {
  const table = listProcesses().filter(({ pid }) => pid !== process.pid);
  // Windows' paths are written with either slash.
  const plain = (path) => path.replaceAll("\\", "/");
  const named = table.filter(({ command }) => plain(command).includes(plain(folder))).map(({ pid }) => pid);
  return withDescendants([child.pid, ...named], table);
}

// Windows has no signals: there the demo itself is killed, and what it started has to notice that and end.

function askLikeCtrlC({ child }) {
  if (process.platform === "win32") return killDemo();
  process.kill(-child.pid, "SIGINT");
}

function askLikeAManager({ child }) {
  if (process.platform === "win32") return killDemo();
  process.kill(child.pid, "SIGTERM");
}

function killDemo() {
  killNow(Number(readFileSync(join(folder, "postgres.owner"), "utf8")));
}

function killNow(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}

async function openPorts() {
  const open = await Promise.all(Object.values(ports).map(async (port) => ((await accepts(port)) ? [port] : [])));
  return open.flat();
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function endOf(file) {
  try {
    return readFileSync(file, "utf8").slice(-4_000);
  } catch {
    return "(none)";
  }
}
