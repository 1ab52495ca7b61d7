import { fork } from "node:child_process";

export type Task = { databaseUrl: string; accounts: readonly string[]; callers: number; count: number };

export type MemorySample = { debits: number; heapMb: number; rssMb: number };

export type Report = { samples: MemorySample[]; perSecond: number };

/** Makes debits in a separate process, so that this process's memory does not count. */
export function spendInChild(task: Task): Promise<Report> {
  const child = fork("bench/memory/spender.ts", { execArgv: ["--expose-gc", "--import", "tsx"] });
  child.send(task);
  return new Promise((resolve, reject) => {
    child.once("message", (report) => resolve(report as Report));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The process that spends ended early (${code}).`)));
  });
}
