import { z } from "zod";
import { jsonInteger } from "@/lib/api/http/json";
import { credits, isoTime, isoTimeOrNull, time } from "@/lib/api/http/schemas";
import type { RefusedSpend } from "@/lib/billing/refused-spends/types";
import { keyAsSent } from "@/lib/ledger/reserved-keys";

const label = z.string().nullable();

export const refusalView = z
  .object({
    id: z.string(),
    kind: z.enum(["spend", "hold"]),
    required: credits.meta({ description: "What it cost when it was refused." }),
    amount: credits.nullable(),
    meter: label,
    quantity: label,
    items: z.array(z.object({ meter: z.string(), quantity: z.string() })).nullable(),
    expiresInSeconds: z.int().nullable(),
    description: z.string(),
    subject: label,
    model: label,
    project: label,
    run: label,
    tags: z.array(z.string()),
    metadata: z.record(z.string(), z.unknown()).nullable(),
    idempotencyKey: label,
    refusedAt: time,
    expiresAt: time.meta({ description: "Until then it can be resumed." }),
    resumedAt: time.nullable(),
  })
  .meta({ title: "Refusal", description: "A spend or hold that was refused for want of credits, as it was sent." });

/** A refused spend as the API shows it. */
export function toRefusalView(refused: RefusedSpend): z.input<typeof refusalView> {
  const { id, verb, request, required, idempotencyKey, refusedAt, expiresAt, resumedAt } = refused;
  return {
    id,
    kind: verb === "SPEND" ? "spend" : "hold",
    required: jsonInteger(required),
    amount: request.amount ?? null,
    meter: request.meter ?? null,
    quantity: request.quantity ?? null,
    items: request.items ?? null,
    expiresInSeconds: request.expiresInSeconds ?? null,
    description: request.description ?? "",
    subject: request.subject ?? null,
    model: request.model ?? null,
    project: request.project ?? null,
    run: request.run ?? null,
    tags: request.tags ?? [],
    metadata: request.metadata ?? null,
    idempotencyKey: keyAsSent(idempotencyKey),
    refusedAt: isoTime(refusedAt),
    expiresAt: isoTime(expiresAt),
    resumedAt: isoTimeOrNull(resumedAt),
  };
}
