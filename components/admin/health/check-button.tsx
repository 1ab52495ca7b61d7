"use client";

import { type ActionOutcome, useOutcome } from "@/components/admin/use-outcome";
import { Button } from "@/components/ui/button";

/** Queues a check now. */
export function CheckButton({ name, run: check }: { name: string; run: () => Promise<ActionOutcome> }) {
  const { pending, run } = useOutcome();
  return (
    <Button size="small" pending={pending} onClick={() => run(check)}>
      {name}
    </Button>
  );
}
