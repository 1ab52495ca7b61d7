import { enqueueDueAutoTopups } from "@/lib/billing/purchases/due-auto-topups";
import { now } from "@/lib/clock";
import type { Sql } from "@/lib/db";
import { BALANCES_CHANNEL, EVERY_BALANCE } from "@/lib/ledger/announce-balances";
import { log } from "@/lib/log";
import type { Notifications } from "@/lib/notifications";

// Spends of so long are looked at together: one query for all of them.
const PAUSE_MS = 250;
const KEEP_OPEN_MS = 1_000;

/**
 * Hears whose balance moved, as the ledger announces it after the commit, and asks for the automatic top-ups that has made
 * due. A spend pays nothing for it: it is not even told. What is missed the minute's scan finds. Returns how to stop.
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
    // What was announced meanwhile is not known.
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
