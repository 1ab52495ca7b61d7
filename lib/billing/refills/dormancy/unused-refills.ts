import { z } from "zod";
import { windowOf } from "@/lib/billing/windows/windows";
import type { Sql } from "@/lib/db";
import type { Entry } from "@/lib/ledger/types";

/** A refill that would have come in a dormant account: its credits would have ended unused at `end`. */
export type UnusedRefill = { start: Date; end: Date; credits: bigint };

type Version = { createdAt: Date; creditsPerMonth: bigint };

/** The windows from `since` that were over at `until`, each with what the plan granted when it began. */
export async function unusedRefills(
  sql: Sql,
  { subscriptionId, since }: { subscriptionId: string; since: Date },
  until: Date,
): Promise<UnusedRefill[]> {
  const versions = await sql<Version & { anchorAt: Date }>`
    SELECT subscription.anchor_at AS "anchorAt", version.created_at AS "createdAt", version.credits_per_month AS "creditsPerMonth"
    FROM subscription
    JOIN plan_version AS sold ON sold.id = plan_version_id
    JOIN plan_version AS version ON version.plan_id = sold.plan_id
    WHERE subscription.id = ${subscriptionId}::uuid
    ORDER BY version.version DESC`;
  const [newest] = versions;
  if (!newest) return [];
  const refills: UnusedRefill[] = [];
  for (
    let window = windowOf(newest.anchorAt, since);
    window.end <= until;
    window = windowOf(newest.anchorAt, window.end)
  ) {
    const { start, end } = window;
    const { creditsPerMonth } = versions.find(({ createdAt }) => createdAt <= start) ?? versions.at(-1) ?? newest;
    if (creditsPerMonth > 0n) refills.push({ start, end, credits: creditsPerMonth });
  }
  return refills;
}

const stored = z.array(z.object({ start: z.coerce.date(), end: z.coerce.date(), credits: z.coerce.bigint() }));

/** As stored in `dormancy.refills`. */
export const toStored = (refills: readonly UnusedRefill[]): string =>
  JSON.stringify(refills.map(({ credits, ...time }) => ({ ...time, credits: String(credits) })));

/** The numbers of the entries that may be refills. */
export const refillsAmong = (entries: readonly Pick<Entry, "type" | "seq">[]): bigint[] =>
  entries.filter(({ type }) => type === "GRANT").map(({ seq }) => seq);

/** The unused refills that come before entries of an account, by the number of the entry with the refill that followed them. */
export async function unusedRefillsBefore(
  sql: Sql,
  userId: string,
  seqs: readonly bigint[],
): Promise<Map<bigint, UnusedRefill[]>> {
  if (seqs.length === 0) return new Map();
  const rows = await sql<{ seq: bigint; refills: unknown }>`
    SELECT seq, refills FROM dormancy WHERE user_id = ${userId}::uuid AND seq = ANY (${seqs}::bigint[])`;
  return new Map(rows.map(({ seq, refills }) => [seq, stored.parse(refills)]));
}
