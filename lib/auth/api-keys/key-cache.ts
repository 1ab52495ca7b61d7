import { findKey, type KeyRecord } from "@/lib/auth/api-keys/queries";
import { usersIn } from "@/lib/auth/credentials-channel";
import type { Sql } from "@/lib/db";
import { type Notifications, notifications } from "@/lib/notifications";
import { oncePerProcess } from "@/lib/once-per-process";

/** Keys as the database has them, or had them a moment ago. */
export type KeyCache = { find: (sql: Sql, prefix: string) => Promise<KeyRecord | null> };

const MAX_KEYS = 10_000;
const MAX_AGE_MS = 60_000;
// How stale a key may be when it is revoked: within the promised second, with room to spare.
const MAX_SILENCE_MS = 500;

/**
 * Caches keys for as long as Postgres would have announced any change (the `credentials` channel). When that is in doubt,
 * for example after a lost connection, every lookup goes to the database.
 */
export function createKeyCache(announcements: Notifications): KeyCache {
  const known = new Map<string, { record: KeyRecord; readAt: number }>();
  // Counts announcements, so that a result read before one is not cached after it.
  let changes = 0;

  announcements.listen({
    channel: "credentials",
    onMessage: (payload) => {
      changes++;
      if (payload.startsWith("key:")) known.delete(payload.slice("key:".length));
      const userIds = usersIn(payload);
      if (userIds.size === 0) return;
      for (const [prefix, { record }] of known) if (userIds.has(record.userId)) known.delete(prefix);
    },
    onGap: () => {
      changes++;
      known.clear();
    },
  });

  return {
    find: async (sql, prefix) => {
      const isFresh = announcements.isFresh(MAX_SILENCE_MS);
      const entry = known.get(prefix);
      const readAt = performance.now();
      if (isFresh && entry && readAt - entry.readAt < MAX_AGE_MS) return entry.record;
      const before = changes;
      const record = await findKey(sql, prefix);
      known.delete(prefix);
      if (record && isFresh && changes === before) {
        const [oldest] = known.keys();
        if (known.size >= MAX_KEYS && oldest !== undefined) known.delete(oldest);
        known.set(prefix, { record, readAt });
      }
      return record;
    },
  };
}

/** The key cache of this process. */
export const keyCache = oncePerProcess("keyCache", (): KeyCache => createKeyCache(notifications()));
