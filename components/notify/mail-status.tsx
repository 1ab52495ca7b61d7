import { Chip, type Tone } from "@/components/ui/chip";
import type { MailSummary } from "@/lib/notify/queries";

const statuses: Record<MailSummary["status"], { name: string; tone: Tone }> = {
  QUEUED: { name: "Waiting", tone: "warn" },
  SENT: { name: "Sent", tone: "good" },
  FAILED: { name: "Failed", tone: "bad" },
  WITHHELD: { name: "Not sent", tone: "plain" },
};

export function MailStatus({ status }: Pick<MailSummary, "status">) {
  const { name, tone } = statuses[status];
  return <Chip tone={tone}>{name}</Chip>;
}
