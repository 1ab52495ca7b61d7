"use client";

import { useState } from "react";
import { type ActionOutcome, useOutcome } from "@/components/admin/use-outcome";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { formatCredits } from "@/components/ui/credits";
import { Field, Input } from "@/components/ui/field";

export type CancelMoveAction = (id: string, reason: string) => Promise<ActionOutcome>;

type CancelMoveProps = { id: string; waiting: number; moved: number; action: CancelMoveAction };

/** Cancels a move for those who have not moved yet, after saying what that does. */
export function CancelMove({ id, waiting, moved, action }: CancelMoveProps) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const { pending, run } = useOutcome();
  const stay = `${formatCredits(waiting)} ${waiting === 1 ? "subscriber stays" : "subscribers stay"}`;
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        Cancel move
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Cancel this move?"
        effect={
          <>
            <p>
              {stay} on the version they have; those who were told of the change are told that it will not happen.
              {moved > 0 ? ` ${formatCredits(moved)} moved already and keep the new version.` : ""}
            </p>
            <Field name="cancelReason" label="Reason" hint="For the audit log.">
              {(control) => (
                <Input
                  {...control}
                  value={reason}
                  maxLength={300}
                  onChange={({ currentTarget }) => setReason(currentTarget.value)}
                />
              )}
            </Field>
          </>
        }
        confirm="Cancel move"
        dismiss="Keep it"
        pending={pending}
        onConfirm={() =>
          run(
            () => action(id, reason),
            ({ ok }) => (ok ? setAsking(false) : undefined),
          )
        }
      />
    </>
  );
}
