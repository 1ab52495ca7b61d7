"use client";

import { useEffect } from "react";
import { keepDrafts } from "@/components/ui/form-draft";

/**
 * The browser's back button restores a page left for Stripe from its cache, with a button still in its pending state and
 * an old balance. Such a page is reloaded, and keeps what is typed into it.
 */
export function ReloadOnRestore() {
  useEffect(() => {
    const reload = (event: PageTransitionEvent) => {
      if (!event.persisted) return;
      keepDrafts("restored");
      window.location.reload();
    };
    window.addEventListener("pageshow", reload);
    return () => window.removeEventListener("pageshow", reload);
  }, []);
  return null;
}
