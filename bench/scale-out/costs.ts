/** What an operation uses: measured, unless it says estimated. docs/scale-out.md says how and on what. */
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
  spend: { postgresMs: 0.074, nodeMs: 0.027, walBytes: 842, diskBytes: 381 },
  hold: { postgresMs: 0.196, nodeMs: 0.08, walBytes: 2_472, diskBytes: 1_195 },
  expiry: { postgresMs: 0.188, nodeMs: 0.003, walBytes: 1_456, diskBytes: 521 },
  refill: { postgresMs: 0.455, nodeMs: 0.282, walBytes: 4_316, diskBytes: 2_276 },
  signUp: { postgresMs: 6.07, nodeMs: 15.12, walBytes: 5_890, diskBytes: 3_858 },
  /** Estimated: an authenticated request to the API, without its spend. */
  request: { postgresMs: 0.05, nodeMs: 0.6, walBytes: 0, diskBytes: 0 },
  /** A page of someone who is signed in, with a year of history; PostgreSQL's part is estimated. */
  page: { postgresMs: 3, nodeMs: 31, walBytes: 0, diskBytes: 0 },
  /** Estimated: a renewal with its webhooks, one sync and the refill that it pays for. */
  renewal: { postgresMs: 40, nodeMs: 80, walBytes: 60_000, diskBytes: 20_000 },
} satisfies Record<string, OperationCost>;
