import { expect, test } from "vitest";
import { replicaLag } from "@/lib/replica/lag";

const HOUR_MS = 3_600_000;

test("how far a replica is behind is unknown until something is known of it", () => {
  const lag = replicaLag();
  expect(lag.behindMs(1_000)).toBe(Number.POSITIVE_INFINITY);
  lag.note({ atMs: 1_000, writtenTo: 20n, replayedTo: 10n, lastCommitMs: null });
  expect(lag.behindMs(1_000)).toBe(Number.POSITIVE_INFINITY);
});

test("a replica of a primary where nothing happens is not behind, however long ago the last commit was", () => {
  const lag = replicaLag();
  lag.note({ atMs: 1_000, writtenTo: 10n, replayedTo: 10n, lastCommitMs: HOUR_MS });
  expect(lag.behindMs(1_002)).toBe(2);
});

test("a replica that stops replaying falls behind, and catches up as far as it replays", () => {
  const lag = replicaLag();
  lag.note({ atMs: 1_000, writtenTo: 10n, replayedTo: 10n, lastCommitMs: 0 });
  lag.note({ atMs: 2_000, writtenTo: 20n, replayedTo: 10n, lastCommitMs: 1_000 });
  lag.note({ atMs: 3_000, writtenTo: 30n, replayedTo: 10n, lastCommitMs: 2_000 });
  expect(lag.behindMs(3_000)).toBe(2_000);
  lag.note({ atMs: 4_000, writtenTo: 40n, replayedTo: 25n, lastCommitMs: null });
  expect(lag.behindMs(4_000)).toBe(2_000);
  lag.note({ atMs: 5_000, writtenTo: 50n, replayedTo: 50n, lastCommitMs: 3_000 });
  expect(lag.behindMs(5_000)).toBe(0);
});

test("a replica that was behind already at the first look is as old as its last commit", () => {
  const lag = replicaLag();
  lag.note({ atMs: 1_000, writtenTo: 90n, replayedTo: 10n, lastCommitMs: 60_000 });
  expect(lag.behindMs(2_000)).toBe(61_000);
});

test("another replica at the same address, with less of the log, starts over", () => {
  const lag = replicaLag();
  lag.note({ atMs: 1_000, writtenTo: 50n, replayedTo: 50n, lastCommitMs: 0 });
  lag.note({ atMs: 2_000, writtenTo: 60n, replayedTo: 20n, lastCommitMs: 30_000 });
  expect(lag.behindMs(2_000)).toBe(30_000);
});

test("looks at a replica that never replays do not pile up without a bound, and it is still known when it was current", () => {
  const lag = replicaLag();
  for (let at = 1; at <= 2_500; at += 1) {
    lag.note({ atMs: at, writtenTo: BigInt(at), replayedTo: 1n, lastCommitMs: null });
  }
  expect(lag.behindMs(2_500)).toBe(2_499);
  lag.note({ atMs: 2_501, writtenTo: 2_501n, replayedTo: 2_000n, lastCommitMs: null });
  expect(lag.behindMs(2_501)).toBeGreaterThanOrEqual(501);
  expect(lag.behindMs(2_501)).toBeLessThan(510);
});
