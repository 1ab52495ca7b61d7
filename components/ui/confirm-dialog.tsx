"use client";

import { lazy, Suspense, useState } from "react";
import type { ConfirmDialogProps } from "@/components/ui/confirm-dialog-props";
import { useAtRest } from "@/components/ui/use-at-rest";

const load = () => import("@/components/ui/confirm-dialog-box");
const ConfirmDialogBox = lazy(load);

/** Asks for confirmation before an action that is not easily undone. Its code comes when the page is at rest. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [wanted, setWanted] = useState(props.open);
  if (props.open && !wanted) setWanted(true);
  useAtRest(load);
  return wanted ? (
    <Suspense fallback={null}>
      <ConfirmDialogBox {...props} />
    </Suspense>
  ) : null;
}
