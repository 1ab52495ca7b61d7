import type { ActionOutcome } from "@/components/admin/use-outcome";

/** `replayId` names the replay whose progress can be followed; null when nothing was queued. */
export type ReplayOutcome = ActionOutcome & { replayId: string | null };
