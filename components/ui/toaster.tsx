"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { isToastWaiting, onToast } from "@/components/ui/toast";

const ToastCorner = lazy(() => import("@/components/ui/toast-corner"));

/** Where toasts appear, from the first one on. */
export function Toaster() {
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    if (isToastWaiting()) setWanted(true);
    return onToast(() => setWanted(true));
  }, []);
  return wanted ? (
    <Suspense fallback={null}>
      <ToastCorner />
    </Suspense>
  ) : null;
}
