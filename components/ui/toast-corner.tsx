"use client";

import { useEffect } from "react";
import { Toaster as Base, toast as show } from "sonner";
import { onToast, takeToasts } from "@/components/ui/toast";
import { useIsDark } from "@/components/ui/use-theme";

/** The corner where toasts appear. */
export default function ToastCorner() {
  const isDark = useIsDark();
  useEffect(() => {
    const showAll = () => {
      for (const { kind, content, options } of takeToasts()) show[kind](content, options);
    };
    showAll();
    return onToast(showAll);
  }, []);
  return (
    <Base
      theme={isDark ? "dark" : "light"}
      position="bottom-right"
      toastOptions={{
        style: {
          background: "var(--raised)",
          color: "var(--ink)",
          border: "1px solid var(--line-strong)",
          borderRadius: "12px",
          boxShadow: "none",
          fontFamily: "var(--font-geist-sans)",
        },
      }}
    />
  );
}
