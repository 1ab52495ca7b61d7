"use client";

import { useRouter } from "next/navigation";
import { useOutcome } from "@/components/admin/use-outcome";
import type { ReplayOutcome } from "@/components/admin/webhooks/replay-outcome";
import { Button } from "@/components/ui/button";

/** Replays one event and stays on its page. */
export function ReplayOne({ id, replay }: { id: string; replay: (ids: string[]) => Promise<ReplayOutcome> }) {
  const router = useRouter();
  const { pending, run } = useOutcome();
  return (
    <Button look="primary" pending={pending} onClick={() => run(() => replay([id]), router.refresh)}>
      Replay
    </Button>
  );
}
