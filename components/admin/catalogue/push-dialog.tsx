"use client";

import { pushFigures } from "@/components/admin/catalogue/push-words";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { PushChange } from "@/lib/catalog/preview-push";

type PushDialogProps = {
  /** What is pushed: "Starter", "everything on sale". */
  name: string;
  /** Null while nothing is asked. */
  changes: readonly PushChange[] | null;
  pending: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

/** Shows what a push changes in Stripe, before it happens. */
export function PushDialog({ name, changes, pending, onConfirm, onClose }: PushDialogProps) {
  const list = changes ?? [];
  return (
    <ConfirmDialog
      open={changes !== null}
      onOpenChange={(open) => open || onClose()}
      title={`Push ${name} to Stripe?`}
      effect={
        <>
          <p>{pushFigures(list)}</p>
          <ul className="grid list-disc gap-1 pl-5">
            {list.map(({ what }) => (
              <li key={what} className="break-words">
                {what}
              </li>
            ))}
          </ul>
          {list.length > 0 ? <p>Subscribers keep the price that they bought.</p> : null}
        </>
      }
      confirm={list.length > 0 ? "Push to Stripe" : null}
      look="primary"
      dismiss={list.length > 0 ? "Cancel" : "Close"}
      pending={pending}
      onConfirm={onConfirm}
    />
  );
}
