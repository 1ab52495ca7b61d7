import { now } from "@/lib/clock";
import { CRON_TASKS } from "@/lib/jobs/cron-tasks";
import { verify } from "@/lib/ledger/verify";
import { cardOf } from "./cards";
import { addResident } from "./month";
import { openStage } from "./open-stage";
import { stripeIsDown } from "./outage";
import { play } from "./play";
import { type Script, writeScript, type YearOptions } from "./script";
import type { Stage } from "./stage";

export type YearMade = {
  /** How often each act had each outcome, such as "subscribe: done". */
  outcomes: Map<string, number>;
  /** What `npm run verify` would report: nothing. */
  violations: string[];
};

type Asked = YearOptions & {
  stripeUrl: string;
  password: string;
  /** The address of an account that exists and uses the last thirty days, too. */
  resident?: string;
  onDay?: (now: Date) => void;
};

/**
 * Makes a year of business by the app's own verbs, in local mode, while a worker runs and webhooks arrive. Nothing is written
 * that a verb has not written. Afterwards the read models are complete and the ledger is verified.
 */
export async function makeYear({ stripeUrl, password, resident, onDay, ...options }: Asked): Promise<YearMade> {
  const stage = await openStage({ stripeUrl, password });
  const script = writeScript(options);
  if (resident) await addResident(stage, script, { email: resident, to: options.to });
  const outcomes = await play({ ...stage, script, to: options.to, onDay });
  const buyer = await someBuyer(stage, script);
  if (buyer) await stripeIsDown(stage, buyer, await now());
  const at = await now();
  for (const task of ["purge", "metrics"]) await CRON_TASKS.get(task)?.(at);
  const violations = await verify(stage.services.database.sql, "all", at);
  return { outcomes, violations: violations.map(({ accountId, sentence }) => `${accountId}: ${sentence}`) };
}

/** Somebody with a plan that goes on and a card of their own. */
async function someBuyer({ services, members }: Stage, { lives }: Script) {
  const { prisma } = services.database;
  const paying = await prisma.subscription.findFirst({
    where: {
      status: "ACTIVE",
      stripeSubscriptionId: { not: null },
      cancelAtPeriodEnd: false,
      cancelAt: null,
      userId: { in: [...members.values()].map(({ userId }) => userId) },
    },
    orderBy: { createdAt: "asc" },
  });
  const [index, member] = [...members].find(([, { userId }]) => userId === paying?.userId) ?? [];
  const life = index === undefined ? undefined : lives[index];
  return member && life && index !== undefined ? { ...life, ...member, card: cardOf(index) } : null;
}
