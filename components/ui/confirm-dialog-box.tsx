"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { Button, buttonStyle } from "@/components/ui/button";
import type { ConfirmDialogProps } from "@/components/ui/confirm-dialog-props";
import { cx } from "@/components/ui/cx";
import { Failed } from "@/components/ui/failed";

const backdropStyle =
  "fixed inset-0 z-40 bg-black/35 transition-opacity duration-150 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0 dark:bg-black/60";

const dialogStyle =
  "fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-32px)] w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-card border border-line-strong bg-raised p-5 outline-none transition-opacity duration-150 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0";

/** The dialog itself, with the library that holds the focus inside. */
export default function ConfirmDialogBox({
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
