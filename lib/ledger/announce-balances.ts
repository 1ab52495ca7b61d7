import type { Sql } from "@/lib/db";

/** Payloads: account ids separated by commas, or EVERY_BALANCE. */
export const BALANCES_CHANNEL = "balances";
export const EVERY_BALANCE = "*";

const WINDOW_MS = 100;
// NOTIFY takes payloads under 8,000 bytes; an id and its comma are 37.
const IDS_PER_PAYLOAD = 200;
// With more in one window it is cheaper for every listener to check what it shows.
const MAX_IDS = 2_000;
const RETRY_MS = 1_000;
const MAX_TRIES = 5;

/**
 * Announces that a committed spend changed a balance, so that its viewers refresh. Returns at once and never throws; ids
 * are collected, and one statement per WINDOW_MS announces them. `sql` must belong to a pool: an open transaction would
 * be over by then. An announcement that cannot be sent for some seconds is dropped, as listeners refresh now and then
 * anyway.
 */
export function announceBalances(sql: Sql, accountIds: Iterable<string>): void {
  const collector = collectorOf(sql);
  for (const id of accountIds) add(collector, id);
  if (hasNews(collector) && !collector.sending) schedule(collector);
}

/** Sends what is collected now, for a process that is about to exit. */
export async function flushBalanceAnnouncements(sql: Sql): Promise<void> {
  const collector = collectorOf(sql);
  await collector.sending;
  if (hasNews(collector)) await send(collector);
}

/**
 * Announces changes that were just made with `sql`; in an open transaction, when it commits. For changes that are rare: commits
 * that announce wait for one another.
 */
export async function announceChanged(sql: Sql, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return;
  await sql`
    SELECT pg_notify(${BALANCES_CHANNEL}, payload)::text FROM unnest(${payloadsOf(accountIds)}::text[]) AS payload`;
}

/**
 * Announces the accounts once for a set of refills in the open transaction `sql`, instead of each changed subscription by its
 * trigger. It must change no other accounts. Sent when the transaction commits.
 */
export async function announceTogether(sql: Sql, accountIds: readonly string[]): Promise<void> {
  await sql`
    SELECT set_config('refill.balances_announced', 'true', true), pg_notify(${BALANCES_CHANNEL}, payload)::text
    FROM unnest(${payloadsOf(accountIds)}::text[]) AS payload`;
}

type Collector = {
  sql: Sql;
  ids: Set<string>;
  /** More than MAX_IDS: they are no longer counted. */
  everyone: boolean;
  timer: NodeJS.Timeout | null;
  sending: Promise<void> | null;
  sentAt: number;
  failures: number;
};

const collectors = new WeakMap<Sql, Collector>();

function collectorOf(sql: Sql): Collector {
  const known = collectors.get(sql);
  if (known) return known;
  const sentAt = Number.NEGATIVE_INFINITY;
  const made = { sql, ids: new Set<string>(), everyone: false, timer: null, sending: null, sentAt, failures: 0 };
  collectors.set(sql, made);
  return made;
}

function add(collector: Collector, id: string): void {
  if (collector.everyone) return;
  collector.ids.add(id);
  if (collector.ids.size <= MAX_IDS) return;
  collector.everyone = true;
  collector.ids.clear();
}

function hasNews({ everyone, ids }: Collector): boolean {
  return everyone || ids.size > 0;
}

/** Immediately after a quiet time, otherwise at the end of the window. */
function schedule(collector: Collector): void {
  if (collector.timer) return;
  const pause = collector.failures > 0 ? RETRY_MS : WINDOW_MS;
  const wait = Math.max(0, collector.sentAt + pause - performance.now());
  collector.timer = setTimeout(() => void send(collector), wait);
  collector.timer.unref();
}

function send(collector: Collector): Promise<void> {
  if (collector.timer) clearTimeout(collector.timer);
  collector.timer = null;
  collector.sentAt = performance.now();
  const ids = [...collector.ids];
  const payloads = collector.everyone ? [EVERY_BALANCE] : payloadsOf(ids);
  collector.ids.clear();
  collector.everyone = false;
  collector.sending = notify(collector.sql, payloads)
    .then(
      () => {
        collector.failures = 0;
      },
      () => keepForLater(collector, payloads[0] === EVERY_BALANCE, ids),
    )
    .then(() => {
      collector.sending = null;
      if (hasNews(collector)) schedule(collector);
    });
  return collector.sending;
}

function keepForLater(collector: Collector, everyone: boolean, ids: string[]): void {
  collector.failures += 1;
  if (collector.failures >= MAX_TRIES) {
    collector.failures = 0;
    return;
  }
  if (everyone) collector.everyone = true;
  for (const id of ids) add(collector, id);
}

async function notify(sql: Sql, payloads: string[]): Promise<void> {
  await sql`SELECT pg_notify(${BALANCES_CHANNEL}, payload) FROM unnest(${payloads}::text[]) AS payload`;
}

/** Ids with commas between them, in as many notifications as they need: the payload of one has a maximum length. */
export function payloadsOf(ids: readonly string[]): string[] {
  const payloads: string[] = [];
  for (let start = 0; start < ids.length; start += IDS_PER_PAYLOAD) {
    payloads.push(ids.slice(start, start + IDS_PER_PAYLOAD).join(","));
  }
  return payloads;
}
