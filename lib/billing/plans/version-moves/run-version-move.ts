import type { BillingServices } from "@/lib/billing/context";
import { enqueueVersionMove } from "@/lib/billing/plans/version-moves/enqueue-version-move";
import { leave, type MoveItem, moveSubscriber } from "@/lib/billing/plans/version-moves/move-subscriber";
import { stayOnVersion } from "@/lib/billing/plans/version-moves/stay-on-version";
import type { Database } from "@/lib/db";
import { log } from "@/lib/log";
import { isStripeRefusal, TryLaterError } from "@/lib/stripe/errors";

/** How many subscribers one job handles; the next job goes on. */
const BATCH = 25;

type Due = { subscriptionId: string; userId: string };

/**
 * Handles the next subscribers of a move: schedules their change, or takes it back when the move was canceled. One whom
 * Stripe refuses is left alone. Safe to run twice and to kill. Throws when Stripe cannot be reached, or when another change
 * of a subscriber takes long: the queue tries again later.
 */
export async function runVersionMove(
  services: BillingServices,
  moveId: string,
  now: Date,
  batch = BATCH,
): Promise<{ handled: number }> {
  const { database } = services;
  const due = await dueItems(database, moveId, batch);
  let busy = 0;
  for (const item of due.items) {
    const settled = await handle(services, { ...item, moveId }, due.canceled, now);
    if (settled !== "settled") busy++;
  }
  if (busy > 0) throw new TryLaterError(`Other changes of ${busy} subscribers of the move ${moveId} are in progress.`);
  // It may have been canceled meanwhile.
  const rest = await dueItems(database, moveId, 1);
  if (rest.items.length > 0) await enqueueVersionMove(database.sql, moveId);
  return { handled: due.items.length };
}

async function handle(services: BillingServices, item: MoveItem, canceled: boolean, now: Date) {
  try {
    return await (canceled ? stayOnVersion : moveSubscriber)(services, item, now);
  } catch (error) {
    if (!isStripeRefusal(error)) throw error;
    log.error({ err: error, ...item }, "Stripe refused to move a subscriber to another version of their plan");
    await leave(services, item, "refused");
    return "settled";
  }
}

/** The subscribers to handle next: of a canceled move, those whose change is scheduled. */
async function dueItems(
  { prisma: db, sql }: Database,
  moveId: string,
  batch: number,
): Promise<{ canceled: boolean; items: Due[] }> {
  const move = await db.versionMove.findUnique({ where: { id: moveId } });
  if (!move) return { canceled: false, items: [] };
  const canceled = move.canceledAt !== null;
  const items = await sql<Due>`
    SELECT item.subscription_id AS "subscriptionId", subscription.user_id AS "userId"
    FROM version_move_item AS item
    JOIN subscription ON subscription.id = item.subscription_id
    WHERE item.move_id = ${moveId}::uuid
      AND item.state = (CASE WHEN ${canceled}::boolean THEN 'SCHEDULED' ELSE 'PENDING' END)::version_move_state
    ORDER BY item.subscription_id
    LIMIT ${batch}::int`;
  return { canceled, items };
}
