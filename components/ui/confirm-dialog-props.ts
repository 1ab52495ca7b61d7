import type { ReactNode } from "react";
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
