/** What an operation uses. docs/scale-out.md says how and on what it was measured. */
export type OperationCost = {
  /** Processor time of PostgreSQL and of the app, in milliseconds. */
  postgresMs: number;
  nodeMs: number;
  /** Write-ahead log, in bytes. */
  walBytes: number;
  /** Bytes in tables and indexes that stay. */
  diskBytes: number;
};

export const COSTS = {
  spend: { postgresMs: 0.1, nodeMs: 0.1, walBytes: 1_064, diskBytes: 491 },
  hold: { postgresMs: 0.3, nodeMs: 0.2, walBytes: 2_726, diskBytes: 1_092 },
  refill: { postgresMs: 0.36, nodeMs: 0.4, walBytes: 4_300, diskBytes: 2_500 },
  /** An authenticated request to the API, without its spend. */
  request: { postgresMs: 0.05, nodeMs: 0.6, walBytes: 0, diskBytes: 0 },
  /** A page of someone who is signed in, with a year of history. */
  page: { postgresMs: 3, nodeMs: 31, walBytes: 0, diskBytes: 0 },
  /** A renewal: its webhooks, one sync and the refill that it pays for. */
  renewal: { postgresMs: 40, nodeMs: 80, walBytes: 60_000, diskBytes: 20_000 },
  signUp: { postgresMs: 10, nodeMs: 37, walBytes: 20_274, diskBytes: 3_768 },
} satisfies Record<string, OperationCost>;
