"use client";

import { useLinkStatus } from "next/link";

/** A line along the top of the navigation bar while the page that the link around this leads to loads. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return pending ? (
    <span
      aria-hidden
      className="fixed inset-x-0 top-0 h-0.5 origin-top animate-[fill_200ms_150ms_both_ease-out] bg-accent"
    />
  ) : null;
}
