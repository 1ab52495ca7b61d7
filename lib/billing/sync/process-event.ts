import { v7 as uuidv7 } from "uuid";
import { type BillingServices, ignored, processed, type SyncOutcome } from "@/lib/billing/context";
import { converge } from "@/lib/billing/converge";
import { OF_DELETED_ACCOUNT } from "@/lib/billing/deleted-user";
import {
  handleEvent,
  isPaymentTarget,
  isSubscriptionTarget,
  type Known,
  knownOf,
  paymentTarget,
  type ReceivedEvent,
} from "@/lib/billing/sync/handle-event";
import { type Db, hot, type Sql } from "@/lib/db";
import { log } from "@/lib/log";
import { noteProcessed, noteProcessingDelay } from "@/lib/monitoring/note-events";
import { eventCause } from "@/lib/stripe/event-cause";
import { dropEventJobs } from "@/lib/stripe/receive-event";

/**
 * Processes one event of the inbox, and with it the customer's waiting events that its sync also answers. The effect and the
 * marks commit together, so that a crash leaves either all or nothing.
 * Errors are recorded on the event and rethrown, for the queue to retry with back-off.
 */
export async function processEvent(services: BillingServices, eventId: string, now: Date): Promise<void> {
  const before = await subscriptionBefore(services.database.prisma, eventId, now);
  // Its error is on record, and its own job tries it again.
  if (before) await processOrNote(services, before, now).catch(() => undefined);
  await processOrNote(services, eventId, now);
}

/**
 * The event to process before a payment's: a renewal's payment has nothing on record until its subscription is synced, and
 * the sync of the subscription reads the payment too.
 */
async function subscriptionBefore(db: Db, eventId: string, now: Date): Promise<string | null> {
  const event = await db.webhookEvent.findUnique({ where: { id: eventId } });
  if (!event || event.processedAt || !isPaymentTarget(knownOf(event, now).target)) return null;
  const others = await othersWaiting(db, event, now);
  return others.find(({ target }) => isSubscriptionTarget(target))?.id ?? null;
}

type Received = ReceivedEvent & { id: string };

async function processOrNote(services: BillingServices, eventId: string, now: Date): Promise<void> {
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
  if (!(await lockWaiting(sql, [{ id }])).has(id)) return null;
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
  if (handling.userId === null) return note(services, event, handling.outcome, now);
  const synced = await converge(services, handling.userId, async (reader, user) => {
    // Before the read: what is received later may be about a change that the read has missed.
    const others = await othersWaiting(database.prisma, event, now);
    const write = await handling.read(reader, user);
    return async (context, locked) => {
      // In one order, before anything is written: two workers with the same event take turns here.
      const waiting = await lockWaiting(context.sql, [event, ...others]);
      if (!waiting.has(event.id)) return [];
      const outcome = await write(context, locked);
      const answered = others.flatMap((other) => {
        const answer = answerTo(other, handling.target, outcome);
        return answer ? [{ id: other.id, outcome: answer }] : [];
      });
      return end(context.sql, [{ id: event.id, outcome }, ...answered], event.id, now);
    };
  });
  if (synced) count(synced);
  // The account was deleted in between. Unmarked, the event would wait in the inbox with nobody to process it.
  else await note(services, event, ignored(OF_DELETED_ACCOUNT), now);
}

/** Ends an event without a sync, and with it the others whose type triggers none. */
async function note({ database }: BillingServices, event: Received, outcome: SyncOutcome, now: Date): Promise<void> {
  const others = await othersWaiting(database.prisma, event, now);
  const ignorable = others.flatMap(({ id, outcome: known }) => (known ? [{ id, outcome: known }] : []));
  count(await database.transaction((_db, sql) => end(sql, [{ id: event.id, outcome }, ...ignorable], event.id, now)));
}

/** What another event ends with after a sync; null when that did not answer it. */
function answerTo({ target, outcome: known, objectId }: Known & ReceivedEvent, synced: string, outcome: SyncOutcome) {
  if (known) return known;
  if (target === synced) return outcome;
  const said = objectId && target === paymentTarget(objectId) ? outcome.answered?.get(objectId) : undefined;
  return said ? processed(said) : null;
}

const MOST_OTHERS = 50;

/**
 * The customer's other unprocessed events. One renewal sends ten, most of them about one subscription: a sync that reads
 * Stripe after they were received has processed them as well.
 */
async function othersWaiting(db: Db, { id, customerId }: Received, now: Date) {
  if (!customerId) return [];
  const others = await db.webhookEvent.findMany({
    where: { customerId, processedAt: null, id: { not: id } },
    orderBy: [{ receivedAt: "asc" }, { id: "asc" }],
    take: MOST_OTHERS,
  });
  return others.map((other) => ({ ...other, ...knownOf(other, now) }));
}

/** Locks those of the events that still wait, and returns their ids. */
async function lockWaiting(sql: Sql, events: readonly { id: string }[]): Promise<Set<string>> {
  const rows = await hot(sql)<{ id: string }>`
    SELECT id FROM webhook_event WHERE id = ANY(${events.map(({ id }) => id)}::text[]) AND processed_at IS NULL
    ORDER BY id FOR UPDATE`;
  return new Set(rows.map(({ id }) => id));
}

type Ending = { id: string; outcome: SyncOutcome };

/** Marks those of the events that still wait, and takes the jobs of all but the one whose job runs off the queue. */
async function end(sql: Sql, endings: readonly Ending[], runs: string, now: Date): Promise<Marked[]> {
  const marked = await mark(sql, endings, now);
  await dropEventJobs(
    sql,
    marked.map(({ id }) => id).filter((id) => id !== runs),
  );
  return marked;
}

/** Counts what was committed. */
function count(marked: readonly Marked[]): void {
  for (const { type, status, queuedAt } of marked) {
    noteProcessed(type, status === "PROCESSED" ? "processed" : "ignored");
    noteProcessingDelay(queuedAt);
  }
}

type Marked = { id: string; type: string; status: "PROCESSED" | "IGNORED"; queuedAt: Date };

/** With one statement: a renewal has ten. */
async function mark(sql: Sql, endings: readonly Ending[], now: Date): Promise<Marked[]> {
  const ids = endings.map(({ id }) => id);
  const statuses = endings.map(({ outcome }) => (outcome.status === "processed" ? "PROCESSED" : "IGNORED"));
  const sentences = endings.map(({ outcome }) => outcome.sentence);
  const marked = await hot(sql)<Marked & { causedBy: object }>`
    WITH waiting AS (
      SELECT event.id, attempt_id, one.status, one.outcome
      FROM unnest(
        ${ids}::text[], ${ids.map(() => uuidv7())}::uuid[], ${statuses}::text[], ${sentences}::text[]
      ) AS one (id, attempt_id, status, outcome)
      JOIN webhook_event AS event ON event.id = one.id
      WHERE processed_at IS NULL
      ORDER BY event.id
      FOR UPDATE OF event
    ), marked AS (
      UPDATE webhook_event AS event
      SET status = waiting.status::webhook_status, outcome = waiting.outcome, attempts = attempts + 1,
        processed_at = ${now}::timestamptz
      FROM waiting
      WHERE event.id = waiting.id
      RETURNING event.id, event.type, event.payload, event.queued_at, event.replay_id, event.status, event.outcome,
        event.processed_at, attempt_id
    ), noted AS (
      INSERT INTO webhook_attempt (id, event_id, replay_id, status, outcome, at)
      SELECT attempt_id, id, replay_id, status, outcome, processed_at FROM marked
    )
    SELECT id, type, status::text, queued_at AS "queuedAt", jsonb_build_object('request', payload -> 'request') AS "causedBy"
    FROM marked`;
  const outcomes = new Map(endings.map(({ id, outcome }) => [id, outcome]));
  for (const { id, type, causedBy } of marked) {
    const outcome = outcomes.get(id);
    const line = { event: id, type, result: outcome?.status, outcome: outcome?.sentence, ...eventCause(causedBy) };
    log.info(line, "webhook event processed");
  }
  return marked;
}
