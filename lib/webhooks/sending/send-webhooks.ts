import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@/lib/db";
import { log } from "@/lib/log";
import { enqueueSending } from "@/lib/webhooks/queue";
import { LostSecretError, messageIdOf, openSecret, sealSecret, signedHeaders } from "@/lib/webhooks/secret";
import { type Claimed, claimDelivery } from "@/lib/webhooks/sending/claim-delivery";
import { hostForLog, type Posted, type PostLimits, post } from "@/lib/webhooks/sending/post";
import { prepareMessages } from "@/lib/webhooks/sending/prepare-messages";
import { RETRY_AFTER_MS } from "@/lib/webhooks/sending/retry";
import { settleDelivery } from "@/lib/webhooks/sending/settle-delivery";

export type SendingLimits = PostLimits & {
  /** Requests at once, to all endpoints together. */
  concurrency: number;
  /** After this many milliseconds no further delivery is begun. */
  budgetMs: number;
  /** The process is asked to stop. */
  signal?: AbortSignal | undefined;
};

export const SENDING_LIMITS = { timeoutMs: 15_000, concurrency: 16, budgetMs: 20_000 } as const;

export type SendingRun = { delivered: number; failed: number; dead: number };

/** How often a sender without work looks again while others wait for answers. */
const LOOK_AGAIN_MS = 250;

/**
 * Makes new messages ready and sends what is due. The messages of an account go to an endpoint one after another, each when the one
 * before it was delivered or given up. At least once: a process that is killed between sending and recording it sends it again, under
 * the same id. Neither a transaction nor a connection is held while a receiver is waited for.
 */
export async function sendWebhooks(
  database: Database,
  limits: SendingLimits,
  clock: () => Promise<Date>,
): Promise<SendingRun> {
  const run: SendingRun = { delivered: 0, failed: 0, dead: 0 };
  const until = performance.now() + limits.budgetMs;
  let busy = 0;
  // One claims at a time, so that each sees what the others have taken of an endpoint.
  let claiming: Promise<unknown> = Promise.resolve();
  const claim = () => {
    const claimed = claiming.then(async () => claimDelivery(database.sql, await clock()));
    claiming = claimed.catch(() => undefined);
    return claimed;
  };
  const sender = async () => {
    while (performance.now() < until && !limits.signal?.aborted) {
      const claimed = await claim();
      if (claimed) {
        busy += 1;
        await sendOne(database, claimed, limits, clock, run).finally(() => (busy -= 1));
      } else if ((await prepareMessages(database, await clock())) === 0) {
        if (busy === 0) return;
        await sleep(LOOK_AGAIN_MS);
      }
    }
  };
  await prepareMessages(database, await clock());
  const senders = await Promise.allSettled(Array.from({ length: limits.concurrency }, sender));
  // None still sends when the run ends, even when one of them failed.
  for (const sent of senders) if (sent.status === "rejected") throw sent.reason;
  if (performance.now() >= until) await enqueueSending(database.sql);
  return run;
}

async function sendOne(
  database: Database,
  claimed: Claimed,
  limits: PostLimits,
  clock: () => Promise<Date>,
  run: SendingRun,
): Promise<void> {
  const begun = performance.now();
  const posted = await postClaimed(database, claimed, limits, await clock());
  const durationMs = Math.round(performance.now() - begun);
  const { id, claimId, endpointId } = claimed;
  const settled = await settleDelivery(database, { id, claimId, endpointId, posted, durationMs }, await clock());
  if (!settled) return;
  run[settled.status === "DELIVERED" ? "delivered" : settled.status === "DEAD" ? "dead" : "failed"] += 1;
  const about = { endpoint: endpointId, host: hostForLog(claimed.url), message: messageIdOf(claimed.messageId) };
  if (settled.status === "DEAD") log.warn({ ...about, status: posted.status }, "a webhook was given up");
  if (settled.disabled) log.warn({ ...about, reason: settled.disabled }, "a webhook endpoint was disabled");
  // The first retry comes sooner than the schedule's next minute.
  const waitMs = settled.nextAttemptAt ? settled.nextAttemptAt.getTime() - (await clock()).getTime() : null;
  if (waitMs !== null && waitMs <= RETRY_AFTER_MS[0]) await enqueueSending(database.sql, Math.max(waitMs, 0));
}

async function postClaimed({ sql }: Database, claimed: Claimed, limits: PostLimits, now: Date): Promise<Posted> {
  const { url, endpointId, sealedSecret, previousSealedSecret, previousUntil, messageId, type } = claimed;
  const body = JSON.stringify({ type, timestamp: claimed.occurredAt.toISOString(), data: claimed.data });
  const rolling = previousSealedSecret && previousUntil && previousUntil > now ? [previousSealedSecret] : [];
  try {
    const current = openSecret(sealedSecret, endpointId);
    // While NEXTAUTH_SECRET is changed: as soon as it is used, it no longer needs the old one.
    if (current.outdated) {
      await sql`
        UPDATE webhook_endpoint SET sealed_secret = decode(${hex(sealSecret(current.text, endpointId))}::text, 'hex')
        WHERE id = ${endpointId}::uuid AND sealed_secret = decode(${hex(sealedSecret)}::text, 'hex')`;
    }
    const secrets = [current.text, ...rolling.map((sealed) => openSecret(sealed, endpointId).text)];
    // By the machine's clock: receivers compare it with theirs.
    const headers = signedHeaders({ id: messageIdOf(messageId), at: new Date(), body }, secrets);
    return await post({ url, headers, body }, limits);
  } catch (error) {
    if (error instanceof LostSecretError) return { status: null, error: error.message };
    throw error;
  }
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
