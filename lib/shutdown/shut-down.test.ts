import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { type Duties, shutDown } from "@/lib/shutdown/shut-down";

/** Duties that note when they begin and end. */
function noted(changes: Partial<Duties> = {}) {
  const said: string[] = [];
  const duty = (name: keyof Duties) => async () => {
    said.push(name);
    await changes[name]?.();
    said.push(`${name} done`);
  };
  const duties: Duties = {
    stopWorker: duty("stopWorker"),
    endStreams: () => void said.push("endStreams"),
    closeServers: duty("closeServers"),
    drainSpends: duty("drainSpends"),
    closeDatabases: duty("closeDatabases"),
    sendTraces: duty("sendTraces"),
  };
  return { said, duties };
}

test("connections are refused only after the notice, and databases closed only after requests, spends and jobs", async () => {
  const { said, duties } = noted({ stopWorker: () => sleep(60), closeServers: () => sleep(10) });
  const outcome = shutDown(duties, { noticeMs: 20, totalMs: 5_000 });
  await sleep(5);
  expect(said).toEqual(["stopWorker"]);
  expect(await outcome).toEqual({ inTime: true });
  expect(said).toEqual([
    "stopWorker",
    "closeServers",
    "endStreams",
    "closeServers done",
    "drainSpends",
    "drainSpends done",
    "stopWorker done",
    "closeDatabases",
    "closeDatabases done",
    "sendTraces",
    "sendTraces done",
  ]);
});

test("a job or a request that does not end delays the process no longer than it may", async () => {
  for (const stuck of ["stopWorker", "closeServers"] as const) {
    const { said, duties } = noted({ [stuck]: () => new Promise<void>(() => undefined) });
    expect(await shutDown(duties, { noticeMs: 0, totalMs: 30 })).toEqual({ inTime: false, unfinished: [stuck] });
    expect(said).not.toContain("closeDatabases");
  }
});

test("a worker that fails to stop is reported after requests were answered", async () => {
  const { said, duties } = noted({ stopWorker: () => Promise.reject(new Error("no database")) });
  await expect(shutDown(duties, { noticeMs: 1, totalMs: 5_000 })).rejects.toThrow("no database");
  expect(said).toContain("drainSpends done");
});
