"use client";

import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from "react";

const TimeZone = createContext("UTC");

type ZoneCookie = { name: string; attributes: string };
type Props = { fromCookie: string; cookie: ZoneCookie; children: ReactNode };

/**
 * Provides the time zone for every date below. The server renders in the zone that the last visit stored in a cookie. A
 * first visit starts in UTC and switches to the user's zone after hydration, so the markup never mismatches.
 */
export function TimeZoneProvider({ fromCookie, cookie, children }: Props) {
  const zone = useSyncExternalStore(noChanges, browserZone, () => fromCookie);
  useEffect(() => {
    if (zone !== fromCookie) rememberZone(zone, cookie);
  }, [zone, fromCookie, cookie]);
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

function rememberZone(zone: string, { name, attributes }: ZoneCookie): void {
  Object.assign(document, { cookie: `${name}=${encodeURIComponent(zone)}; ${attributes}` });
}
