import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createDatabase } from "@/lib/db";
import { openSpendQueue } from "@/lib/ledger/open-spend-queue";
import { doStep, oneByOne, Refused, type Verbs } from "@/lib/ledger/testing/crash/steps";

// A process that spends as fast as it can until it is killed, or until its input ends. Each of its callers runs one step
// after the other and repeats a step without an answer. Acknowledged entries go to standard output, one per line, written
// before the caller continues.

const [url = "", name = "", how, callers = "0", ...accounts] = process.argv.slice(2);
const database = createDatabase(url, 12);
const queue = openSpendQueue({ sql: database.sql });
const verbs: Verbs = how === "grouped" ? { sql: database.sql, ...queue } : oneByOne(database.sql);

// The parent process may be gone, and the database with it.
const PATIENCE_MS = 15_000;
let ending = false;
process.stdin.on("end", () => {
  ending = true;
  setTimeout(() => process.exit(1), PATIENCE_MS).unref();
});
process.stdin.resume();

await Promise.all(Array.from({ length: Number(callers) }, (_, caller) => spend(`${name}.${caller}`)));
await queue.drain();
await database.close();

async function spend(caller: string): Promise<void> {
  for (let step = 0; !ending; step++) await untilAnswered(`${caller}.${step}`);
}

async function untilAnswered(step: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      writeSync(1, `${JSON.stringify(await doStep(verbs, accounts, step))}\n`);
      return;
    } catch (error) {
      if (error instanceof Refused && error.message !== "overloaded") throw error;
      // Reported only when it keeps failing, so that a stuck test says why.
      if (attempt % 100 === 0) writeSync(2, `${step}: ${error}\n`);
      await sleep(20);
    }
  }
}
