import { v7 as newId } from "uuid";
import type { Database, Db } from "@/lib/db";
import type { Finding } from "@/lib/health/findings";
import { queueMail } from "@/lib/notify/queue-mail";
import type { AlertKind, ContentOf } from "@/lib/notify/types";
import { DAY_MS } from "@/lib/time";

export type Alerted = { raised: AlertKind[]; repeated: AlertKind[]; cleared: AlertKind[] };

/**
 * Tells admins by mail what is broken: once when it begins, then daily while it lasts, and when it is over. Safe to run
 * in several processes at once and to repeat: an alert and its emails commit together.
 */
export async function alertAdmins(
  { transaction }: Pick<Database, "transaction">,
  findings: readonly Finding[],
  now: Date,
): Promise<Alerted> {
  const alerted: Alerted = { raised: [], repeated: [], cleared: [] };
  for (const finding of findings) {
    if (finding.state === "unknown") continue;
    const what = await transaction(async (db, sql) => {
      await sql`LOCK TABLE health_alert IN SHARE ROW EXCLUSIVE MODE`;
      return settle(db, finding, now);
    });
    if (what) alerted[what].push(finding.kind);
  }
  return alerted;
}

type Told = Exclude<Finding, { state: "unknown" }>;

async function settle(db: Db, finding: Told, now: Date): Promise<keyof Alerted | null> {
  const { kind } = finding;
  const open = await db.healthAlert.findFirst({ where: { kind, clearedAt: null } });
  if (finding.state === "broken") {
    const { sentence } = finding;
    if (!open) {
      const id = newId();
      await db.healthAlert.create({ data: { id, kind, sentence, raisedAt: now, notifiedAt: now } });
      await tellAdmins(db, id, { template: "health_alert", stage: "raised", kind, sentence, since: now }, now);
      return "raised";
    }
    const due = now.getTime() - open.notifiedAt.getTime() >= DAY_MS;
    const told = { sentence, ...(due && { notifiedAt: now }) };
    await db.healthAlert.update({ where: { id: open.id }, data: told });
    if (!due) return null;
    const since = open.raisedAt;
    await tellAdmins(db, open.id, { template: "health_alert", stage: "repeated", kind, sentence, since }, now);
    return "repeated";
  }
  if (!open) return null;
  await db.healthAlert.update({ where: { id: open.id }, data: { clearedAt: now } });
  const { sentence, raisedAt: since } = open;
  await tellAdmins(db, open.id, { template: "health_alert", stage: "cleared", kind, sentence, since }, now);
  return "cleared";
}

async function tellAdmins(db: Db, alertId: string, content: ContentOf<"health_alert">, now: Date): Promise<void> {
  const admins = await db.user.findMany({
    where: { role: "ADMIN", deletedAt: null, lockedAt: null },
    select: { id: true },
  });
  const sourceKey = `health:${alertId}:${content.stage}:${now.toISOString()}`;
  for (const { id: userId } of admins) await queueMail(db, { ...content, userId, sourceKey }, now);
}
