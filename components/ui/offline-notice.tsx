"use client";

import { useEffect, useState } from "react";
import { useOnline } from "@/components/ui/use-online";

const BACK_SHOWN_MS = 4_000;

/** Says at the bottom of every page that the browser has no network, and for a moment that it has one again. */
export function OfflineNotice() {
  const isOnline = useOnline();
  const [wasOffline, setWasOffline] = useState(false);
  useEffect(() => {
    if (!isOnline) return setWasOffline(true);
    const timer = setTimeout(() => setWasOffline(false), BACK_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isOnline]);
  const isShown = !isOnline || wasOffline;
  return (
    <div
      role="status"
      aria-label="Connection"
      className="pointer-events-none fixed inset-x-0 bottom-4 z-50 grid justify-items-center px-4"
    >
      {isShown ? (
        <p className="flex items-center gap-2 rounded-full border border-line-strong bg-raised px-4 py-2 text-[13px]">
          <span aria-hidden className={`size-2 shrink-0 rounded-full ${isOnline ? "bg-accent" : "bg-danger"}`} />
          {isOnline ? "You are back online." : "You are offline. Nothing you entered is lost."}
        </p>
      ) : null}
    </div>
  );
}
