// @module-tag full
import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { run, startCompanion } from "./processes";

test("a child process ends when the process that started it is killed", async () => {
  const program = `import { startCompanion } from "./dev/processes.ts";
    const { child } = startCompanion("sleep", ["60"]); console.log(child.pid);`;
  const owner = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const pid = Number(await new Promise((resolve) => owner.stdout.once("data", resolve)));
  expect(isRunning(pid)).toBe(true);
  owner.kill("SIGKILL");
  await expect.poll(() => isRunning(pid), { timeout: 5_000 }).toBe(false);
});

test("stop ends a child process and its children, even when it ignores signals", async () => {
  const deaf = startCompanion("sh", ["-c", "trap '' TERM; sleep 60 & wait; sleep 60"]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await deaf.stop(200);
  expect(await deaf.exited).toBe("SIGKILL");
  await deaf.stop();
});

test.each(["linux", "win32"])(
  "a process notices that the one which started it was killed, as on %s",
  async (platform) => {
    const child = `import { watchParent } from "./dev/processes.ts";
    watchParent(() => process.exit(0), ${JSON.stringify(platform)}); console.log(process.pid); setInterval(() => {}, 1000);`;
    const args = ["--import", "tsx", "--input-type=module", "-e"];
    const program = `import { spawn } from "node:child_process";
    spawn(process.execPath, ${JSON.stringify([...args, child])}, { stdio: ["ignore", "inherit", "inherit"] });`;
    const parent = spawn(process.execPath, [...args, program], { stdio: ["ignore", "pipe", "inherit"] });
    const pid = Number(await new Promise((resolve) => parent.stdout.once("data", resolve)));
    expect(isRunning(pid)).toBe(true);
    parent.kill("SIGKILL");
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
  },
);

test("the error of a failed command contains its output", async () => {
  await expect(run("sh", ["-c", "echo the reason >&2; exit 3"])).rejects.toThrow(/failed \(3\):\nthe reason/);
  await expect(run("no-such-program", [])).rejects.toThrow("ENOENT");
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
