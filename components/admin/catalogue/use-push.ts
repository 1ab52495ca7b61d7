"use client";

import { useState } from "react";
import type { PreviewPush } from "@/components/admin/catalogue/push-words";
import { type ActionOutcome, useOutcome } from "@/components/admin/use-outcome";
import { toast } from "@/components/ui/toast";
import { useSending } from "@/components/ui/use-sending";
import type { PushChange, PushScope } from "@/lib/catalog/preview-push";

/** Shows what a push changes, and pushes when that is confirmed. `dialog` goes to PushDialog. */
export function usePush<Outcome extends ActionOutcome>(
  preview: PreviewPush,
  push: () => Promise<Outcome>,
  settled: (outcome: Outcome) => void,
) {
  const [changes, setChanges] = useState<PushChange[] | null>(null);
  const asking = useSending();
  const { pending, run } = useOutcome();
  const ask = (scope: PushScope) =>
    asking.run(async () => {
      const found = await preview(scope);
      if (found.ok) setChanges(found.changes);
      else toast.error(found.sentence);
    });
  const close = () => setChanges(null);
  const confirm = () =>
    run(push, (outcome) => {
      close();
      settled(outcome);
    });
  return { ask, pending: asking.pending || pending, dialog: { changes, pending, onConfirm: confirm, onClose: close } };
}
