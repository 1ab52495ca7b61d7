import { answer } from "@/lib/api/answer";
import { Problem } from "@/lib/api/problems";
import { readBytes } from "@/lib/api/read-body";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { stripeClient } from "@/lib/stripe/client";
import { receiveEvent } from "@/lib/stripe/receive-event";
import { verifyEvent } from "@/lib/stripe/webhook";

const MAX_WEBHOOK_BYTES = 512 * 1024;

/** Stripe's webhooks: verified on the bytes that came, put into the inbox, answered at once, processed by the worker. */
export async function POST(request: Request): Promise<Response> {
  return answer(request, async () => {
    const bytes = await readBytes(request, MAX_WEBHOOK_BYTES);
    if (!bytes) return new Problem("payload_too_large", `A webhook may have at most ${MAX_WEBHOOK_BYTES} bytes.`);
    const signature = request.headers.get("stripe-signature");
    const verified = verifyEvent(stripeClient(), bytes, signature, env().STRIPE_WEBHOOK_SECRET);
    if (!verified.ok) return new Problem(verified.reason, verified.detail);
    const isNew = await database().transaction((db, sql) => receiveEvent(db, sql, verified.event));
    return { received: true, duplicate: !isNew };
  });
}
