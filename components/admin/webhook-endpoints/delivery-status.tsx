import { Chip, type Tone } from "@/components/ui/chip";
import type { WebhookDeliveryStatus } from "@/lib/generated/prisma/enums";

export const DELIVERY_NAMES: Record<WebhookDeliveryStatus, string> = {
  PENDING: "Waiting",
  DELIVERED: "Delivered",
  DEAD: "Given up",
};

const TONES: Record<WebhookDeliveryStatus, Tone> = { PENDING: "warn", DELIVERED: "good", DEAD: "bad" };

/** Where a delivery stands. */
export function DeliveryStatus({ status }: { status: WebhookDeliveryStatus }) {
  return <Chip tone={TONES[status]}>{DELIVERY_NAMES[status]}</Chip>;
}
