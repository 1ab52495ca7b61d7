"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import type { ConfirmDialogProps } from "@/components/ui/confirm-dialog-props";

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
