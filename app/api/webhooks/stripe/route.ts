import { answer } from "@/lib/api/http/answer";
import { Problem, problem } from "@/lib/api/http/problems";
import { readBytes, tooLarge } from "@/lib/api/http/read-body";
import { resource } from "@/lib/api/http/resource";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { noteDelivery } from "@/lib/monitoring/note-events";
import { services } from "@/lib/services";
import { receiveEvent } from "@/lib/stripe/receive-event";
import { verifyEvent } from "@/lib/stripe/webhook";
import { inSpan } from "@/lib/tracing";

const MAX_WEBHOOK_BYTES = 512 * 1024;

/** Stripe's webhook: verifies the raw bytes, stores the event in the inbox and answers; the worker processes it. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: (request) =>
    answer(request, async () => {
      const bytes = await readBytes(request, MAX_WEBHOOK_BYTES);
      if (bytes === "too_large") return tooLarge(MAX_WEBHOOK_BYTES);
      if (bytes === "cut_off") return problem("body_cut_off");
      const signature = request.headers.get("stripe-signature");
      const verified = verifyEvent(services().stripe, bytes, signature, env().STRIPE_WEBHOOK_SECRET);
      if (!verified.ok) {
        noteDelivery(null, "rejected");
        return new Problem(verified.reason, verified.detail);
      }
      const at = await now();
      const { id, type } = verified.event;
      const isNew = await inSpan(
        { name: "receive webhook event", attributes: { "event.id": id, "event.type": type } },
        () => receiveEvent(database().sql, verified.event, at),
      );
      noteDelivery(type, isNew ? "new" : "duplicate");
      log.info({ event: id, type, duplicate: !isNew, ...verified.cause }, "webhook event received");
      return { received: true, duplicate: !isNew };
    }),
});
