import type { Sql } from "@/lib/db";

export type Written = { writtenTo: bigint; time: Date };

/** Up to where the primary has written its log: every transaction that it has confirmed is before that. */
export async function readWritten(primary: Sql): Promise<Written> {
  const [row] = await primary<Written>`
    SELECT (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::int8 AS "writtenTo", clock_timestamp() AS time`;
  if (!row) throw new Error("The position of the primary was not read.");
  return row;
}

export type Replayed = { standby: boolean; replayedTo: bigint | null; lastCommitAt: Date | null };

/** Up to where the replica has replayed it. The position is null on a server that is not a replica. */
export async function readReplayed(replica: Sql): Promise<Replayed> {
  const [row] = await replica<Replayed>`
    SELECT pg_is_in_recovery() AS standby, (pg_last_wal_replay_lsn() - '0/0'::pg_lsn)::int8 AS "replayedTo",
      pg_last_xact_replay_timestamp() AS "lastCommitAt"`;
  if (!row) throw new Error("The position of the replica was not read.");
  return row;
}
