import type { Database, Sql } from "@/lib/db";
import type { BalanceLevel } from "@/lib/generated/prisma/enums";
import { accountsBelow } from "@/lib/ledger/accounts-below";
import {
  type AnnouncedEntry,
  accountsChangedSince,
  type ChangedAccount,
  grantsAndExpiries,
  standingOf,
} from "@/lib/ledger/changed-accounts";
import { formatEntryId } from "@/lib/ledger/entry-id";
import { announcedSince, lockMarks, type Mark, moveMarks } from "@/lib/webhooks/announce/marks";
import type { EventType } from "@/lib/webhooks/event-types";
import { type NewMessage, recordMessages } from "@/lib/webhooks/record-messages";

const TYPES = [
  "credits.granted",
  "credits.expired",
  "balance.low",
  "balance.depleted",
  "balance.recovered",
] as const satisfies EventType[];

/** Accounts that are looked at in one transaction. */
const SLICE = 500;

const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

/**
 * Announces what the ledger has granted and let expire since the last run, and balances that ran low, ran out or recovered. A debit
 * writes nothing for it: this reads its entries afterwards. The marks move with the messages, in one transaction per slice of accounts,
 * so that to run it again, at the same time or after a crash announces nothing twice. Does nothing while no endpoint wants it.
 */
export async function announceCredits({ sql, transaction }: Database, now: Date): Promise<number> {
  const since = await announcedSince(sql, TYPES);
  if (!since) return 0;
  let announced = 0;
  for (let after = BEFORE_ALL; ; ) {
    const changed = await accountsChangedSince(sql, "announced", { after, limit: SLICE });
    if (changed.length > 0) announced += await transaction((_db, within) => announceSome(within, changed, since, now));
    const last = changed.at(-1);
    if (!last || changed.length < SLICE) break;
    after = last.id;
  }
  // Holds, thresholds and the passing of time change what can be spent without an entry.
  const others = await otherCandidates(sql, now);
  for (let from = 0; from < others.length; from += SLICE) {
    const some = others.slice(from, from + SLICE);
    announced += await transaction((_db, within) => announceLevels(within, some, now));
  }
  return announced;
}

async function otherCandidates(sql: Sql, now: Date): Promise<string[]> {
  const [below, marked] = await Promise.all([
    accountsBelow(sql, "thresholds", now),
    sql<{ id: string }>`SELECT account_id::text AS id FROM webhook_mark WHERE level <> 'NORMAL'`,
  ]);
  return [...new Set([...below.map(({ accountId }) => accountId), ...marked.map(({ id }) => id)])].sort();
}

async function announceSome(sql: Sql, changed: readonly ChangedAccount[], since: Date, now: Date): Promise<number> {
  const marks = await lockMarks(
    sql,
    changed.map(({ id }) => id),
  );
  const spans = changed.map(({ id, seq }) => ({ accountId: id, after: marks.get(id)?.seq ?? 0n, upTo: seq }));
  const entries = await grantsAndExpiries(sql, spans, since);
  await recordMessages(sql, entries.map(entryMessage));
  const standings = await standingOf(
    sql,
    changed.map(({ id }) => id),
    now,
  );
  const standingById = new Map(standings.map((standing) => [standing.accountId, standing]));
  const next = changed.map(({ id, seq, createdAt }) => {
    const mark = marks.get(id);
    const standing = standingById.get(id);
    // How an account stood before anybody asked is nothing that happened; a new one began with nothing and was not low.
    const before = mark && mark.seq > 0n ? mark.level : createdAt >= since ? "NORMAL" : null;
    const level = !standing || standing.hasOverdueHold ? (mark?.level ?? "NORMAL") : levelOf(standing);
    const reached = upTo(mark?.seq, seq);
    return { accountId: id, seq: reached, summedSeq: mark?.summedSeq ?? 0n, level, before, standing };
  });
  const crossings = next.flatMap(({ before, level, standing }) =>
    before && standing ? crossing(before, level, standing, now) : [],
  );
  await recordMessages(sql, crossings);
  await moveMarks(sql, next);
  return entries.length + crossings.length;
}

/** A run at the same time may have come further. */
const upTo = (marked: bigint | undefined, seq: bigint) => (marked !== undefined && marked > seq ? marked : seq);

/** Only the accounts that have a mark: the others are new, and looked at when they have an entry. */
async function announceLevels(sql: Sql, accountIds: readonly string[], now: Date): Promise<number> {
  const marks = await lockMarks(sql, accountIds);
  const standings = await standingOf(sql, accountIds, now);
  const moved = standings.flatMap((standing): (Mark & { messages: NewMessage[] })[] => {
    const mark = marks.get(standing.accountId);
    const level = levelOf(standing);
    if (!mark || standing.hasOverdueHold || mark.level === level) return [];
    return [{ ...mark, level, messages: crossing(mark.level, level, standing, now) }];
  });
  const messages = moved.flatMap((one) => one.messages);
  await recordMessages(sql, messages);
  await moveMarks(sql, moved);
  return messages.length;
}

type Level = { available: bigint; threshold: bigint | null };

function levelOf({ available, threshold }: Level): BalanceLevel {
  if (available <= 0n) return "DEPLETED";
  return threshold !== null && available < threshold ? "LOW" : "NORMAL";
}

const CROSSED: Record<BalanceLevel, EventType> = {
  NORMAL: "balance.recovered",
  LOW: "balance.low",
  DEPLETED: "balance.depleted",
};

function crossing(
  before: BalanceLevel,
  level: BalanceLevel,
  { accountId, available, threshold }: Level & { accountId: string },
  now: Date,
): NewMessage[] {
  if (before === level) return [];
  // Once per crossing: the mark moves with it.
  const sourceKey = `${before}:${level}:${now.toISOString()}`;
  return [{ userId: accountId, type: CROSSED[level], sourceKey, data: { available, threshold }, occurredAt: now }];
}

function entryMessage(entry: AnnouncedEntry): NewMessage {
  const { accountId, seq, amount, balanceAfter, description, createdAt, lot } = entry;
  const isGrant = amount > 0n;
  const facts = { entry: formatEntryId({ accountId, seq }), balance: balanceAfter, description };
  return {
    userId: accountId,
    type: isGrant ? "credits.granted" : "credits.expired",
    sourceKey: `entry:${seq}`,
    paymentId: lot?.paymentId ?? undefined,
    data: {
      credits: isGrant ? amount : -amount,
      ...facts,
      ...(isGrant && { kind: lot?.kind ?? null, origin: lot?.origin ?? null, expiresAt: lot?.expiresAt ?? null }),
    },
    occurredAt: createdAt,
  };
}
