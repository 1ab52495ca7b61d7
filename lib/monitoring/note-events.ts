import { knownLabel, OTHER } from "@/lib/monitoring/known-label";
import { processMetrics } from "@/lib/monitoring/process-metrics";
import { HANDLED_EVENT_TYPES } from "@/lib/stripe/handled-event-types";

const TYPES: ReadonlySet<string> = new Set(HANDLED_EVENT_TYPES);

/** Counts a delivery of a webhook event. The type of a rejected one is not known: anyone can send one. */
export function noteDelivery(type: string | null, result: "new" | "duplicate" | "rejected"): void {
  processMetrics().deliveries.inc({ type: type === null ? OTHER : knownLabel(TYPES, type), result });
}

/** Counts an attempt to process an event of the inbox. */
export function noteProcessed(type: string, result: "processed" | "ignored" | "failed"): void {
  processMetrics().eventsProcessed.inc({ type: knownLabel(TYPES, type), result });
}

/** Records how long an event waited until it was processed, by the machine's clock. */
export function noteProcessingDelay(queuedAt: Date): void {
  processMetrics().eventDelaySeconds.observe(Math.max(0, Date.now() - queuedAt.getTime()) / 1000);
}
