"use client";

import { useEffect } from "react";

/**
 * Coming back from Stripe with the browser's back button restores the page as it was left: with a button that is still
 * working and a balance of then. Such a page is read anew.
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
