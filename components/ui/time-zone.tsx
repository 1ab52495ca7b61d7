"use client";

import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from "react";
import { TIME_ZONE_COOKIE } from "@/components/ui/time-zone-cookie";

const TimeZone = createContext("UTC");

/**
 * Provides the time zone for every date below. The server renders in the zone that the last visit stored in a cookie. A
 * first visit starts in UTC and switches to the user's zone after hydration, so the markup never mismatches.
 */
export function TimeZoneProvider({ fromCookie, children }: { fromCookie: string; children: ReactNode }) {
  const zone = useSyncExternalStore(noChanges, browserZone, () => fromCookie);
  useEffect(() => {
    if (zone !== fromCookie) rememberZone(zone);
  }, [zone, fromCookie]);
  return <TimeZone value={zone}>{children}</TimeZone>;
}

/** The user's IANA time zone, such as "Europe/Berlin". */
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
