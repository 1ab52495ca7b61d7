// The stages of npm test: programs that run until they exit, several at a time.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

let stopped = false;
process.once("SIGTERM", () => {
  stopped = true;
});

/**
 * Runs a program until it exits, with each line of its output prefixed with the name of its stage. Resolves with its
 * exit code. SIGTERM ends running programs, and no others start after it.
 * @param {string} name
 * @param {string[]} command
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>}
 */
export async function runStage(name, [program, ...args], env = {}) {
  if (stopped) return 1;
  const started = performance.now();
  const say = (line) => console.log(`${name.padEnd(8)}│ ${line}`);
  say("begins");
  // Programs write no colors to a pipe unless they are requested.
  const colours = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...colours, ...env },
  });
  const stop = (signal) => child.kill(signal);
  process.on("SIGTERM", stop);
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", say);
  const code = await new Promise((resolve) => {
    child.once("error", (error) => {
      say(error.message);
      resolve(1);
    });
    child.once("close", (exitCode) => resolve(exitCode ?? 1));
  });
  process.off("SIGTERM", stop);
  say(`${code === 0 ? "ok" : "failed"} after ${((performance.now() - started) / 1000).toFixed(0)} s`);
  return code;
}
