"use client";

import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from "react";
import { TIME_ZONE_COOKIE } from "@/components/ui/time-zone-cookie";

const TimeZone = createContext("UTC");

/**
 * Tells every date below which time zone to show. The server renders with the zone the last visit left in a cookie; a
 * first visit begins in UTC and moves to the reader's zone right after hydration, so markup never disagrees.
 */
export function TimeZoneProvider({ fromCookie, children }: { fromCookie: string; children: ReactNode }) {
  const zone = useSyncExternalStore(noChanges, browserZone, () => fromCookie);
  useEffect(() => {
    if (zone !== fromCookie) rememberZone(zone);
  }, [zone, fromCookie]);
  return <TimeZone value={zone}>{children}</TimeZone>;
}

/** The reader's IANA time zone, such as "Europe/Berlin". */
export function useTimeZone(): string {
  return useContext(TimeZone);
}

function noChanges(): () => void {
  return () => undefined;
}

function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

function rememberZone(zone: string): void {
  const cookie = `${TIME_ZONE_COOKIE}=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
  Object.assign(document, { cookie });
}
