import type { BillingServices } from "@/lib/billing/context";
import { handleEvent } from "@/lib/billing/handle-event";
import { log } from "@/lib/log";

/**
 * Processes one event of the inbox: its effect and its mark commit together, so that a crash at any moment leaves
 * either both or neither. Trouble is noted on the event and thrown on, for the queue to retry with back-off.
 */
export async function processEvent({ database, stripe }: BillingServices, eventId: string, now: Date): Promise<void> {
  try {
    await database.transaction(async (db, sql) => {
      // Two deliveries to two workers take turns here; the second finds the work done.
      await sql`SELECT id FROM webhook_event WHERE id = ${eventId} FOR UPDATE`;
      const event = await db.webhookEvent.findUnique({ where: { id: eventId } });
      if (!event || event.processedAt) return;
      const outcome = await handleEvent({ db, sql, stripe }, event, now);
      await db.webhookEvent.update({
        where: { id: eventId },
        data: {
          status: outcome.status === "processed" ? "PROCESSED" : "IGNORED",
          outcome: outcome.sentence,
          attempts: { increment: 1 },
          processedAt: now,
        },
      });
      log.info({ event: eventId, type: event.type, outcome: outcome.sentence }, "webhook event processed");
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await database.prisma.webhookEvent.updateMany({
      where: { id: eventId, processedAt: null },
      data: { status: "FAILED", outcome: `Failed, and will be tried again: ${reason}`, attempts: { increment: 1 } },
    });
    throw error;
  }
}
