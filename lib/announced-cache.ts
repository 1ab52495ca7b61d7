import type { Notifications } from "@/lib/notifications";
import { withinTime } from "@/lib/within-time";

/** A value as the database has it, or had it a moment ago. */
export type AnnouncedCache<Source, Value> = { find: (source: Source) => Promise<Value>; forget: () => void };

type Caching<Source, Value> = {
  announcements: Notifications;
  /** The channels on which Postgres announces each change of the value. */
  channels: readonly string[];
  read: (source: Source) => Promise<Value>;
  /** How long a change may go unnoticed when the connection has just died silently. */
  maxSilenceMs: number;
  /** How long a read may take before it fails; by default, as long as the database lets it. */
  patienceMs?: number;
  /** Called when the value has changed. */
  onChange?: () => void;
};

const MAX_AGE_MS = 60_000;

/**
 * Caches a value for as long as Postgres would have announced any change, and never for more than a minute. When that is in
 * doubt, for example after a lost connection, every read goes to the database.
 */
export function announcedCache<Source, Value>(caching: Caching<Source, Value>): AnnouncedCache<Source, Value> {
  const { announcements, channels, read, maxSilenceMs, patienceMs, onChange } = caching;
  // A promise, so that concurrent readers share one query.
  let known: { value: Promise<Value>; readAt: number } | null = null;
  const forget = () => {
    known = null;
  };
  const onMessage = () => {
    forget();
    onChange?.();
  };
  for (const channel of channels) announcements.listen({ channel, onMessage, onGap: forget });

  return {
    find: (source) => {
      const isFresh = announcements.isFresh(maxSilenceMs);
      const readAt = performance.now();
      if (isFresh && known && readAt - known.readAt < MAX_AGE_MS) return known.value;
      const reading = read(source);
      const value =
        patienceMs === undefined ? reading : withinTime(reading, patienceMs, "The database did not respond.");
      // Valid from the start of the query, not from its end: a change announced while it runs invalidates the result.
      known = isFresh ? { value, readAt } : null;
      value.catch(() => {
        if (known?.value === value) forget();
      });
      return value;
    },
    forget,
  };
}
