import { spender } from "@/bench/data/spends";
import { createDatabase } from "@/lib/db";
import type { MemorySample, Report, Task } from "./child";

const SAMPLES = 20;
const MB = 1_048_576;

// The process that makes a million debits and measures its own memory in between.
process.once("message", (task) => void run(task as Task));

async function run({ databaseUrl, accounts, callers, count }: Task): Promise<void> {
  const database = createDatabase(databaseUrl);
  const spend = spender(database, accounts);
  const samples: MemorySample[] = [];
  let turn = 0;
  let seconds = 0;
  for (let sample = 1; sample <= SAMPLES; sample += 1) {
    const until = Math.round((count * sample) / SAMPLES);
    const started = performance.now();
    const caller = async () => {
      while (turn < until) await spend(turn++);
    };
    await Promise.all(Array.from({ length: callers }, caller));
    seconds += (performance.now() - started) / 1_000;
    globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    samples.push({ debits: turn, heapMb: heapUsed / MB, rssMb: rss / MB });
  }
  await database.close();
  process.send?.({ samples, perSecond: turn / seconds } satisfies Report);
  process.disconnect();
}
