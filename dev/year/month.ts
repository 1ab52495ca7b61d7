import { listMeters, listPacks } from "@/lib/catalog/queries";
import { now } from "@/lib/clock";
import { CRON_TASKS } from "@/lib/jobs/cron-tasks";
import { openAccount } from "@/lib/ledger/open-account";
import { DAY_MS, HOUR_MS } from "@/lib/time";
import { openStage } from "./open-stage";
import { play } from "./play";
import { RESIDENT_DAYS, residentsMonth } from "./resident";
import type { Script } from "./script";
import type { Stage } from "./stage";

type Asked = { stripeUrl: string; password: string; email: string; to: Date };

/**
 * Gives an account of the demo thirty days of use, by the app's own verbs, while a worker runs and webhooks arrive: from the
 * time of the clock until `to`. Returns how often each act had each outcome.
 */
export async function makeMonth({ stripeUrl, password, email, to }: Asked): Promise<Map<string, number>> {
  const stage = await openStage({ stripeUrl, password });
  const script: Script = { first: await now(), lives: [], business: [] };
  await addResident(stage, script, { email, to });
  const outcomes = await play({ ...stage, script, to });
  await CRON_TASKS.get("metrics")?.(await now());
  return outcomes;
}

type Resident = { email: string; to: Date };

/** Adds the month of an account that exists to a script: its last thirty days, as far as the script has them. */
export async function addResident(
  { services, members }: Stage,
  script: Script,
  { email, to }: Resident,
): Promise<void> {
  const { prisma, sql } = services.database;
  const user = await prisma.user.findUniqueOrThrow({ where: { email } });
  const accountId = await openAccount(sql, user.id, script.first);
  const hourOf = (at: number) => (at - script.first.getTime()) / HOUR_MS;
  // Its days begin at midnight, so that it works at the hours of the day.
  const begins = Math.max(to.getTime() - RESIDENT_DAYS * DAY_MS, script.first.getTime());
  const start = hourOf(Math.ceil(begins / DAY_MS) * DAY_MS);
  const [meters, packs] = [await listMeters(prisma), await listPacks(prisma)];
  const acts = residentsMonth(start, { meters, packs }).filter(({ hour }) => hour < hourOf(to.getTime()));
  members.set(script.lives.length, { userId: user.id, accountId });
  script.lives.push({ name: user.name ?? email, email, acts });
}
