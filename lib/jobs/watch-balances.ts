import { enqueueDueAutoTopups } from "@/lib/billing/purchases/due-auto-topups";
import { now } from "@/lib/clock";
import type { Sql } from "@/lib/db";
import { BALANCES_CHANNEL, EVERY_BALANCE } from "@/lib/ledger/announce-balances";
import { log } from "@/lib/log";
import type { Notifications } from "@/lib/notifications";

// Spends within this time are checked together, with one query.
const PAUSE_MS = 250;
const KEEP_OPEN_MS = 1_000;

/**
 * Listens for the balance changes that the ledger announces after commit, and runs the auto top-ups that they make due.
 * A spend does not wait for it. The scan each minute finds anything missed. Returns a function that stops it.
 */
export function watchBalances(sql: Sql, announcements: Notifications): () => void {
  const accountIds = new Set<string>();
  let everyone = false;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  announcements.listen({
    channel: BALANCES_CHANNEL,
    onMessage: (payload) => {
      if (payload === EVERY_BALANCE) everyone = true;
      else for (const id of payload.split(",")) accountIds.add(id);
      schedule();
    },
    // Announcements during the gap were lost.
    onGap: () => {
      everyone = true;
      schedule();
    },
  });

  function schedule(): void {
    if (stopped || timer) return;
    timer = setTimeout(() => void look(), PAUSE_MS);
    timer.unref();
  }

  async function look(): Promise<void> {
    const which = everyone ? "all" : [...accountIds];
    everyone = false;
    accountIds.clear();
    try {
      await enqueueDueAutoTopups(sql, which, await now());
    } catch (error) {
      log.warn({ err: error }, "could not look for automatic top-ups; the next scan does");
    }
    timer = null;
    if (everyone || accountIds.size > 0) schedule();
  }

  const keepOpen = setInterval(() => announcements.isFresh(KEEP_OPEN_MS), KEEP_OPEN_MS);
  keepOpen.unref();
  return () => {
    stopped = true;
    clearInterval(keepOpen);
    if (timer) clearTimeout(timer);
  };
}
