import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { oncePerProcess } from "@/lib/once-per-process";
import { primaryReader } from "@/lib/replica/reader";
import { openReplica, type Replica, type Reports } from "@/lib/replica/replica";

/** The replica of this process; null without one. */
export function processReplica(): Replica | null {
  return env().DATABASE_REPLICA_URL ? kept() : null;
}

const kept = oncePerProcess("replica", () =>
  openReplica(
    { primary: database(), replica: database("replica") },
    { maxBehindMs: env().DATABASE_REPLICA_MAX_LAG_SECONDS * 1_000 },
  ),
);

/** Where this process reads reports, lists and exports: on the replica, or without one on the primary. */
export function reports(): Reports {
  return processReplica() ?? onPrimary;
}

const onPrimary: Reports = {
  recent: async () => primaryReader(database()),
  current: async () => primaryReader(database()),
};
