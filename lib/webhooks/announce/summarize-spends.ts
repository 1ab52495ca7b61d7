import type { Database, Sql } from "@/lib/db";
import { accountsChangedSince, type ChangedAccount, type SpentSum, spentSums } from "@/lib/ledger/changed-accounts";
import { withoutTrailingZeros } from "@/lib/ledger/rows";
import { announcedSince, lockMarks, moveMarks } from "@/lib/webhooks/announce/marks";
import { type NewMessage, recordMessages } from "@/lib/webhooks/record-messages";

const SLICE = 500;

const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

/**
 * Announces what each account has spent since the last run, in one message; returns how many. As with `announceCredits`, a debit writes
 * nothing for it, and to run it again announces nothing twice.
 */
export async function summarizeSpends({ sql, transaction }: Database): Promise<number> {
  const since = await announcedSince(sql, ["credits.spent.summary"]);
  if (!since) return 0;
  let announced = 0;
  for (let after = BEFORE_ALL; ; ) {
    const changed = await accountsChangedSince(sql, "summed", { after, limit: SLICE });
    if (changed.length > 0) announced += await transaction((_db, within) => sumSome(within, changed, since));
    const last = changed.at(-1);
    if (!last || changed.length < SLICE) return announced;
    after = last.id;
  }
}

async function sumSome(sql: Sql, changed: readonly ChangedAccount[], since: Date): Promise<number> {
  const ids = changed.map(({ id }) => id);
  const marks = await lockMarks(sql, ids);
  const spans = changed.map(({ id, seq }) => ({ accountId: id, after: marks.get(id)?.summedSeq ?? 0n, upTo: seq }));
  const sums = new Map<string, SpentSum[]>();
  for (const sum of await spentSums(sql, spans, since)) {
    sums.set(sum.accountId, [...(sums.get(sum.accountId) ?? []), sum]);
  }
  const messages = spans.flatMap(({ accountId, after, upTo }): NewMessage[] => {
    const parts = sums.get(accountId);
    return parts ? [summaryOf(accountId, `spent:${after}:${upTo}`, parts)] : [];
  });
  await recordMessages(sql, messages);
  const moved = spans.filter(({ after, upTo }) => upTo > after);
  await moveMarks(
    sql,
    moved.map(({ accountId, upTo }) => {
      const { seq, level } = marks.get(accountId) ?? { seq: 0n, level: "NORMAL" as const };
      return { accountId, seq, summedSeq: upTo, level };
    }),
  );
  return messages.length;
}

function summaryOf(userId: string, sourceKey: string, parts: readonly SpentSum[]): NewMessage {
  const total = (pick: (part: SpentSum) => bigint) => parts.reduce((sum, part) => sum + pick(part), 0n);
  const from = new Date(Math.min(...parts.map(({ firstAt }) => firstAt.getTime())));
  const to = new Date(Math.max(...parts.map(({ lastAt }) => lastAt.getTime())));
  const meters = parts.map(({ meter, spends, credits, quantity }) => ({
    meter,
    spends,
    credits,
    quantity: quantity === null ? null : withoutTrailingZeros(quantity),
  }));
  const data = { from, to, credits: total(({ credits }) => credits), spends: total(({ spends }) => spends), meters };
  return { userId, type: "credits.spent.summary", sourceKey, data, occurredAt: to };
}
