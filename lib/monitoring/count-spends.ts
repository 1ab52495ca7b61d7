import { type AnsweredSpends, spendsChannel } from "@/lib/ledger/spends-channel";
import { processMetrics } from "@/lib/monitoring/process-metrics";

/** Counts what the spend queues of this process publish. Returns a function that undoes it. */
export function countSpends(): () => void {
  const { spends, spendBatchSize, spendWaitSeconds } = processMetrics();
  const count = (message: unknown) => {
    const { outcomes, batch } = message as AnsweredSpends;
    for (const { verb, outcome, count } of outcomes) spends.inc({ verb, outcome }, count);
    if (!batch) return;
    spendBatchSize.observe(batch.size);
    spendWaitSeconds.observe(batch.waitedMs / 1000);
  };
  spendsChannel.subscribe(count);
  return () => void spendsChannel.unsubscribe(count);
}
