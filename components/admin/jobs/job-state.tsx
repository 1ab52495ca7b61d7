import { Chip, type Tone } from "@/components/ui/chip";
import type { JobState } from "@/lib/jobs/queue/queue-queries";

export const STATE_NAMES: Record<JobState, string> = {
  failed: "Failed",
  retrying: "Retrying",
  running: "Running",
  waiting: "Waiting",
};

const TONES: Record<JobState, Tone> = { failed: "bad", retrying: "warn", running: "good", waiting: "plain" };

/** Where a job stands. */
export function JobStateChip({ state }: { state: JobState }) {
  return <Chip tone={TONES[state]}>{STATE_NAMES[state]}</Chip>;
}
