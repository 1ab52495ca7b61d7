import { checkSample } from "@/bench/data/check";
import { toFigures } from "@/bench/measure";
import { atMost, floorRow, type Scenario } from "@/bench/scenario";
import type { BenchDatabase } from "@/bench/server";
import { startEventWorker } from "@/bench/webhooks/child";
import { loadSubscribers } from "@/bench/webhooks/subscribers";

/** Jobs at once in one worker, and how late Stripe answers. */
const CONCURRENCY = 64;
const ANSWERS_AFTER_MS = 200;

export const webhooksScenario: Scenario = {
  name: "webhooks",
  title: "Renewals at once, with a Stripe that answers after 200 ms",
  onlyByName: true,
  run: ({ server, quick }) =>
    server.withDatabase(async (database) => {
      const { local, accounts, renew, receive } = await loadSubscribers(server, database, quick ? 100 : 2_000);
      const worker = startEventWorker(database.url, local.url);
      try {
        // The first month: the subscriptions are recorded, and the process compiles its code.
        await receive();
        await worker.process({ concurrency: CONCURRENCY });
        await renew();
        const events = await receive();
        await answerLate(local.url);
        const { requests, seconds, doneMs, ...atOnce } = await worker.process({ concurrency: CONCURRENCY });
        await checkProcessed(database, accounts.length);
        await checkSample(database, accounts);
        const facts = { events, jobs: doneMs.length, requests, seconds, ...atOnce };
        console.table([facts]);
        const what = `events of ${accounts.length} renewals`;
        return {
          rows: [floorRow(what, CONCURRENCY, toFigures(doneMs, seconds, events / doneMs.length))],
          goals: [atMost("requests to Stripe for each renewal", 3, requests / accounts.length)],
          facts,
        };
      } finally {
        worker.stop();
        await local.close();
      }
    }),
};

async function answerLate(url: string): Promise<void> {
  const rules = [{ kind: "slow", share: 1, delayMs: ANSWERS_AFTER_MS }];
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${url}/_local/fail`, { method: "POST", headers, body: JSON.stringify({ rules }) });
  if (!answer.ok) throw new Error(await answer.text());
}

/** Every event has its sentence, and every renewal is paid for and was granted. */
async function checkProcessed({ prisma }: BenchDatabase, renewals: number): Promise<void> {
  const waiting = await prisma.webhookEvent.count({ where: { processedAt: null } });
  const paid = await prisma.payment.count({ where: { status: "SUCCEEDED" } });
  if (waiting > 0 || paid !== 2 * renewals) {
    throw new Error(`${waiting} events wait, and ${paid} payments of ${2 * renewals} are recorded.`);
  }
}
