import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

const PROGRAM = `
  const { stopOnSignal } = await import("./lib/shutdown/stop-on-signal.ts");
  const nothing = async () => undefined;
  const drainSpends = () => new Promise((resolve) => setTimeout(resolve, 300)).then(() => process.stdout.write("drained"));
  const duties = { stopWorker: nothing, endStreams: nothing, closeServers: nothing, closeDatabases: nothing, sendTraces: nothing };
  stopOnSignal({ ...duties, drainSpends }, { noticeMs: 0, totalMs: 5_000 });
  setInterval(() => undefined, 1_000);
  process.stdout.write("ready");
`;

// npm passes on what a terminal or a process manager has already sent to every process of the group.
test.each(["SIGTERM", "SIGINT"] as const)(
  "a second %s does not cut off what the first one waits for",
  {
    tags: ["full"],
  },
  async (signal) => {
    const args = ["--import", "tsx", "--input-type=module", "-e", PROGRAM];
    const stopped = spawn(process.execPath, args, { env: { ...process.env, LOG_LEVEL: "silent" } });
    let said = "";
    stopped.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
    await expect.poll(() => said, { timeout: 10_000 }).toBe("ready");
    const ended = once(stopped, "close");
    stopped.kill(signal);
    setTimeout(() => stopped.kill(signal), 50);
    expect(await ended).toEqual([0, null]);
    expect(said).toBe("readydrained");
  },
);
