"use client";

import { useEffect } from "react";

/**
 * The browser's back button restores a page left for Stripe from its cache, with a button still in its pending state and
 * an old balance. Such a page is reloaded.
 */
export function ReloadOnRestore() {
  useEffect(() => {
    const reload = (event: PageTransitionEvent) => {
      if (event.persisted) window.location.reload();
    };
    window.addEventListener("pageshow", reload);
    return () => window.removeEventListener("pageshow", reload);
  }, []);
  return null;
}
