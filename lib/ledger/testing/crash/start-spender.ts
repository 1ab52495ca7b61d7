import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import type { Acknowledged } from "@/lib/ledger/testing/crash/steps";

export type Spender = {
  /** Every acknowledged step, in order. */
  acknowledged: Acknowledged[];
  /** The step that each caller was at when it ended. */
  unanswered(): string[];
  /** Resolves when `more` steps have been acknowledged from now on. */
  progress(more: number): Promise<void>;
  kill(): Promise<void>;
  /** Lets each caller finish its step. */
  end(): Promise<void>;
};

export type SpenderOptions = {
  url: string;
  /** Distinguishes its steps from those of other spenders. */
  name: string;
  how: "one by one" | "grouped";
  callers: number;
  accounts: string[];
};

const PATIENCE_MS = 30_000;

/** Starts a spending process; see spender.ts. */
export function startSpender({ url, name, how, callers, accounts }: SpenderOptions): Spender {
  const args = ["--import", "tsx", "lib/ledger/testing/crash/spender.ts", url, name, how, String(callers), ...accounts];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"] });
  const acknowledged: Acknowledged[] = [];
  let complaints = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  // A process killed while writing leaves half a line, which acknowledged nothing.
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line.endsWith("}")) acknowledged.push(JSON.parse(line) as Acknowledged);
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));

  return {
    acknowledged,
    unanswered() {
      const done = new Map<string, number>();
      for (const { step } of acknowledged) {
        const [caller, index] = [step.slice(0, step.lastIndexOf(".")), Number(step.slice(step.lastIndexOf(".") + 1))];
        done.set(caller, Math.max(done.get(caller) ?? -1, index));
      }
      const names = Array.from({ length: callers }, (_, caller) => `${name}.${caller}`);
      return names.map((caller) => `${caller}.${(done.get(caller) ?? -1) + 1}`);
    },
    async progress(more) {
      const goal = acknowledged.length + more;
      let [seen, since] = [acknowledged.length, performance.now()];
      for (; acknowledged.length < goal; await sleep(5)) {
        if (child.exitCode !== null) throw new Error(`The spender exited unexpectedly:\n${complaints}`);
        if (acknowledged.length > seen) [seen, since] = [acknowledged.length, performance.now()];
        if (performance.now() > since + PATIENCE_MS) {
          throw new Error(`The spender makes no progress after ${seen} steps:\n${complaints}`);
        }
      }
    },
    async kill() {
      child.kill("SIGKILL");
      await closed;
    },
    async end() {
      child.stdin.end();
      const code = await closed;
      if (code !== 0) throw new Error(`The spender failed (${code}):\n${complaints}`);
    },
  };
}
