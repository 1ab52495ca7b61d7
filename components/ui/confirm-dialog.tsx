"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import type { ReactNode } from "react";
import { Button, buttonStyle } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Failed } from "@/components/ui/failed";
import type { SendFailure } from "@/components/ui/send-failure";

const backdropStyle =
  "fixed inset-0 z-40 bg-black/35 transition-opacity duration-150 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0 dark:bg-black/60";

const dialogStyle =
  "fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-32px)] w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-card border border-line-strong bg-raised p-5 outline-none transition-opacity duration-150 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0";

type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** The consequences: what happens, to whom, and whether it can be undone. */
  effect: ReactNode;
  /** Null when there is nothing to confirm. */
  confirm: string | null;
  pending: boolean;
  /** Why the confirmation got no answer: shown above the buttons, where it can be confirmed again. */
  failure?: SendFailure | null;
  onConfirm: () => void;
  look?: "danger" | "primary";
  /** The label of the dismiss button, for dialogs where "Cancel" could be mistaken for the action. */
  dismiss?: string;
};

/** Asks for confirmation before an action that is not easily undone. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  effect,
  confirm,
  pending,
  failure = null,
  onConfirm,
  look,
  dismiss = "Cancel",
}: ConfirmDialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className={backdropStyle} />
        <Base.Popup className={cx(dialogStyle, "max-w-md")}>
          <Base.Title className="font-semibold text-base">{title}</Base.Title>
          <Base.Description render={<div />} className="mt-2 grid gap-2 text-muted">
            {effect}
          </Base.Description>
          <Failed failure={failure} pending={pending} retry={null} className="mt-4" />
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <Base.Close className={buttonStyle({ look: "plain" })}>{dismiss}</Base.Close>
            {confirm === null ? null : (
              <Button look={look ?? "danger"} pending={pending} onClick={onConfirm}>
                {confirm}
              </Button>
            )}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
