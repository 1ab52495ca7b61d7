import { v7 as uuidv7 } from "uuid";
import { type BillingServices, ignored, type SyncOutcome } from "@/lib/billing/context";
import { converge } from "@/lib/billing/converge";
import { OF_DELETED_ACCOUNT } from "@/lib/billing/deleted-user";
import { handleEvent, type ReceivedEvent, targetNameOf } from "@/lib/billing/sync/handle-event";
import { type Db, hot, type Sql } from "@/lib/db";
import { log } from "@/lib/log";
import { noteProcessed, noteProcessingDelay } from "@/lib/monitoring/note-events";
import { eventCause } from "@/lib/stripe/event-cause";
import { dropEventJobs } from "@/lib/stripe/receive-event";

/**
 * Processes one event of the inbox, and with it the waiting events that its sync also answers. The effect and the marks
 * commit together, so that a crash leaves either all or nothing.
 * Errors are recorded on the event and rethrown, for the queue to retry with back-off.
 */
export async function processEvent(services: BillingServices, eventId: string, now: Date): Promise<void> {
  try {
    await processOnce(services, eventId, now);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const failed = await services.database.transaction((db, sql) => markFailed(db, sql, eventId, reason, now));
    if (failed) {
      noteProcessed(failed.type, "failed");
      log.warn({ event: eventId, result: "failed", ...failed }, "webhook event not processed");
    }
    throw error;
  }
}

/** Returns the event's type and cause; null when somebody else has processed it. */
async function markFailed(db: Db, sql: Sql, id: string, reason: string, now: Date) {
  if (!(await isWaiting(sql, id))) return null;
  const outcome = `Failed, and will be retried: ${reason}`;
  const { replayId, type, payload } = await db.webhookEvent.update({
    where: { id },
    data: { status: "FAILED", outcome, attempts: { increment: 1 } },
  });
  await db.webhookAttempt.create({ data: { eventId: id, replayId, status: "FAILED", outcome, at: now } });
  return { type, ...eventCause(payload) };
}

async function processOnce(services: BillingServices, eventId: string, now: Date): Promise<void> {
  const { database, stripe } = services;
  const event = await database.prisma.webhookEvent.findUnique({ where: { id: eventId } });
  if (!event || event.processedAt) return;
  const handling = await handleEvent({ sql: database.sql, stripe }, event, now);
  const note = async (outcome: SyncOutcome) => {
    const marked = await database.transaction(async (_db, sql) => {
      if (!(await isWaiting(sql, eventId))) return [];
      return mark(sql, [event], outcome, now);
    });
    count(marked, outcome);
  };
  if (handling.userId === null) return note(handling.outcome);
  const synced = await converge(services, handling.userId, async (reader, user) => {
    // Before the read: what is received later may be about a change that the read has missed.
    const alike = await waitingLike(database.prisma, event, handling.target, now);
    const write = await handling.read(reader, user);
    return async (context, locked) => {
      if (!(await isWaiting(context.sql, eventId))) return { marked: [], outcome: null };
      const outcome = await write(context, locked);
      const marked = await mark(context.sql, [event, ...alike], outcome, now);
      await dropEventJobs(
        context.sql,
        alike.map(({ id }) => id),
      );
      return { marked, outcome };
    };
  });
  if (synced?.outcome) count(synced.marked, synced.outcome);
  // The account was deleted in between. Unmarked, the event would wait in the inbox with nobody to process it.
  if (synced === null) await note(ignored(OF_DELETED_ACCOUNT));
}

const MOST_ALIKE = 50;

/**
 * The other unprocessed events that lead to the same sync. One renewal sends ten events, most of them about one
 * subscription: a sync that reads Stripe after they were received has processed them as well.
 */
async function waitingLike(db: Db, event: ReceivedEvent & { id: string }, target: string, now: Date) {
  if (!event.customerId) return [];
  const waiting = await db.webhookEvent.findMany({
    where: { customerId: event.customerId, processedAt: null, id: { not: event.id } },
    orderBy: [{ receivedAt: "asc" }, { id: "asc" }],
    take: MOST_ALIKE,
  });
  return waiting.filter((other) => targetNameOf(other, now) === target);
}

/** Two workers with the same event take turns here; the second finds the work done. */
async function isWaiting(sql: Sql, eventId: string): Promise<boolean> {
  const [event] = await hot(sql)<{ waits: boolean }>`
    SELECT processed_at IS NULL AS waits FROM webhook_event WHERE id = ${eventId} FOR UPDATE`;
  return event?.waits ?? false;
}

/** Counts what was committed. */
function count(marked: readonly Marked[], outcome: SyncOutcome): void {
  for (const { type, queuedAt } of marked) {
    noteProcessed(type, outcome.status === "processed" ? "processed" : "ignored");
    noteProcessingDelay(queuedAt);
  }
}

type Marked = { id: string; type: string; queuedAt: Date };

/** Marks those of the events that still wait, with one statement: a renewal has ten. */
async function mark(sql: Sql, events: readonly { id: string }[], outcome: SyncOutcome, now: Date): Promise<Marked[]> {
  const ids = events.map(({ id }) => id);
  const status = outcome.status === "processed" ? "PROCESSED" : "IGNORED";
  const marked = await hot(sql)<Marked & { causedBy: object }>`
    WITH waiting AS (
      SELECT event.id, attempt_id
      FROM unnest(${ids}::text[], ${ids.map(() => uuidv7())}::uuid[]) AS one (id, attempt_id)
      JOIN webhook_event AS event ON event.id = one.id
      WHERE processed_at IS NULL
      ORDER BY event.id
      FOR UPDATE OF event
    ), marked AS (
      UPDATE webhook_event AS event
      SET status = ${status}::webhook_status, outcome = ${outcome.sentence}::text, attempts = attempts + 1,
        processed_at = ${now}::timestamptz
      FROM waiting
      WHERE event.id = waiting.id
      RETURNING event.id, event.type, event.payload, event.queued_at, event.replay_id, event.status, event.outcome,
        event.processed_at, attempt_id
    ), noted AS (
      INSERT INTO webhook_attempt (id, event_id, replay_id, status, outcome, at)
      SELECT attempt_id, id, replay_id, status, outcome, processed_at FROM marked
    )
    SELECT id, type, queued_at AS "queuedAt", jsonb_build_object('request', payload -> 'request') AS "causedBy" FROM marked`;
  for (const { id, type, causedBy } of marked) {
    const line = { event: id, type, result: outcome.status, outcome: outcome.sentence, ...eventCause(causedBy) };
    log.info(line, "webhook event processed");
  }
  return marked;
}
