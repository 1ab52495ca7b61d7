import { z } from "zod";
import { type Actor, audit } from "@/lib/audit";
import type { Database } from "@/lib/db";
import { hasSales } from "@/lib/sample-year/has-sales";

const schema = z.union([
  z.object({ state: z.enum(["idle", "done"]) }),
  z.object({ state: z.literal("running"), day: z.iso.datetime().nullable(), share: z.number().min(0).max(1) }),
  z.object({ state: z.literal("failed"), error: z.string() }),
]);

/** How far the sample year is; `share` is from 0 to 1. `unreachable`: whatever makes it does not answer. */
export type SampleYear = z.output<typeof schema> | { state: "unreachable" };

export type SampleYearStarted = { ok: true } | { ok: false; reason: "not_offered" | "has_sales" | "unreachable" };

const PATIENCE_MS = 2_000;

/** The state at the address in LOCAL_YEAR_URL; null without one. */
export async function readSampleYear(url: string | undefined): Promise<SampleYear | null> {
  return url ? ask(url, "GET") : null;
}

/**
 * Local mode: has the sample year made that LOCAL_YEAR_URL offers, by an admin. It moves the clock by a year, so it is
 * refused once there are sales.
 */
export async function startSampleYear(
  { database, url }: { database: Database; url: string | undefined },
  actor: Actor,
  now: Date,
): Promise<SampleYearStarted> {
  if (!url) return { ok: false, reason: "not_offered" };
  if (await hasSales(database.sql)) return { ok: false, reason: "has_sales" };
  const { state } = await ask(url, "POST");
  if (state === "unreachable") return { ok: false, reason: state };
  const record = { action: "sample_year.started", targetType: "business", targetId: "sample_year" };
  await audit(database.prisma, actor, record, now);
  return { ok: true };
}

async function ask(url: string, method: "GET" | "POST"): Promise<SampleYear> {
  try {
    const response = await fetch(url, { method, cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    return schema.safeParse(await response.json()).data ?? { state: "unreachable" };
  } catch {
    return { state: "unreachable" };
  }
}
