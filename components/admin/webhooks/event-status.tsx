import { Chip, type Tone } from "@/components/ui/chip";
import type { WebhookStatus } from "@/lib/generated/prisma/enums";

export const STATUS_NAMES: Record<WebhookStatus, string> = {
  PENDING: "Waiting",
  PROCESSED: "Processed",
  IGNORED: "Ignored",
  FAILED: "Failed",
};

const TONES: Record<WebhookStatus, Tone> = { PENDING: "warn", PROCESSED: "good", IGNORED: "plain", FAILED: "bad" };

/** Where a webhook event stands. */
export function EventStatus({ status }: { status: WebhookStatus }) {
  return <Chip tone={TONES[status]}>{STATUS_NAMES[status]}</Chip>;
}
