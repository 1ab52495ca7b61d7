"use client";

import { useTheme } from "next-themes";
import { Toaster as Base } from "sonner";

/** Where toasts appear: toast() from sonner. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Base
      theme={resolvedTheme === "dark" ? "dark" : "light"}
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
