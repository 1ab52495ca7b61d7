import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { afterAll } from "vitest";

export type AppProcess = {
  /** Ends it with SIGKILL, and resolves when it has ended. */
  kill: () => Promise<void>;
};

export type WebProcess = AppProcess & { url: string };

type Settings = Record<string, string>;

export type AppProcesses = {
  /** Starts a web process that serves the API, without a worker in it. */
  startWeb: (settings: Settings) => Promise<WebProcess>;
  /** Starts `npm run worker`. */
  startWorker: (settings: Settings) => Promise<AppProcess>;
};

/** Starts processes of the app, which end with the test file. */
export function appProcesses(): AppProcesses {
  const running: ChildProcess[] = [];
  afterAll(() => {
    for (const child of running) child.kill("SIGKILL");
  });

  /** Resolves with the line that says that it is ready. */
  async function start(program: string, settings: Settings, ready: RegExp): Promise<AppProcess & { said: string }> {
    const env = { ...process.env, ...settings };
    const child = spawn(process.execPath, ["--import", "tsx", program], { env, stdio: ["ignore", "pipe", "pipe"] });
    running.push(child);
    const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
    let output = "";
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    const said = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).on("line", (line) => {
        output += `${line}\n`;
        if (ready.test(line)) resolve(line);
      });
      void ended.then(() => reject(new Error(`${program} ended:\n${output}`)));
    });
    const kill = async () => {
      child.kill("SIGKILL");
      await ended;
    };
    return { said, kill };
  }

  return {
    startWeb: async (settings) => {
      const ready = /^web (http\S+)$/;
      const { said, kill } = await start("dev/testing/web-process.ts", { ...settings, WORKER: "separate" }, ready);
      return { url: ready.exec(said)?.[1] ?? "", kill };
    },
    startWorker: (settings) =>
      start("lib/jobs/worker.ts", { ...settings, LOG_LEVEL: "info" }, /"msg":"worker started"/),
  };
}
