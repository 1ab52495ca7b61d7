"use client";

import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import type { SendFailure } from "@/components/ui/send-failure";

export type ConfirmDialogProps = {
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

const load = () => import("@/components/ui/confirm-dialog-box");
const ConfirmDialogBox = lazy(load);

/** Asks for confirmation before an action that is not easily undone. Its code comes when the page is at rest. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [wanted, setWanted] = useState(props.open);
  if (props.open && !wanted) setWanted(true);
  useEffect(() => {
    const timer = setTimeout(() => void load().catch(() => undefined), AT_REST_MS);
    return () => clearTimeout(timer);
  }, []);
  return wanted ? (
    <Suspense fallback={null}>
      <ConfirmDialogBox {...props} />
    </Suspense>
  ) : null;
}

const AT_REST_MS = 1_500;
