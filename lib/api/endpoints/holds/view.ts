import { z } from "zod";
import { dimensionsView, toDimensionsView } from "@/lib/api/endpoints/spending/dimensions";
import { jsonInteger } from "@/lib/api/http/json";
import { credits, isoTime, isoTimeOrNull, time } from "@/lib/api/http/schemas";
import { keyAsSent } from "@/lib/ledger/reserved-keys";
import type { Hold } from "@/lib/ledger/types";
import { HOLD_STATUSES } from "@/lib/ledger/types";

export const holdView = z
  .object({
    id: z.string(),
    amount: credits,
    captured: credits.meta({ description: "The credits that were captured." }),
    status: z.enum(HOLD_STATUSES),
    description: z.string(),
    ...dimensionsView,
    metadata: z.record(z.string(), z.unknown()).nullable(),
    idempotencyKey: z.string().nullable(),
    expiresAt: time.meta({ description: "When its credits become available again." }),
    createdAt: time,
    closedAt: time.nullable(),
  })
  .meta({ title: "Hold", description: "Credits reserved for a spend in progress." });

/** A hold as the API shows it. */
export function toHoldView(hold: Hold): z.input<typeof holdView> {
  return {
    id: hold.id,
    amount: jsonInteger(hold.amount),
    captured: jsonInteger(hold.captured),
    status: hold.status,
    description: hold.description,
    ...toDimensionsView(hold.metadata),
    idempotencyKey: keyAsSent(hold.idempotencyKey),
    expiresAt: isoTime(hold.expiresAt),
    createdAt: isoTime(hold.createdAt),
    closedAt: isoTimeOrNull(hold.closedAt),
  };
}
