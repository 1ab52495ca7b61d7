import { describe, expect, test } from "vitest";
import {
  endsAt,
  hasEnded,
  isCurrent,
  isEntitled,
  isLive,
  isOverdue,
  type SubscriptionStatus,
} from "@/lib/billing/subscription-status";

test.each<[SubscriptionStatus, string[]]>([
  ["INCOMPLETE", []],
  ["INCOMPLETE_EXPIRED", ["ended"]],
  ["TRIALING", ["live", "entitled", "current"]],
  ["ACTIVE", ["live", "entitled", "current"]],
  ["PAST_DUE", ["live", "entitled", "overdue"]],
  ["UNPAID", ["live", "overdue"]],
  ["PAUSED", ["live"]],
  ["CANCELED", ["ended"]],
  ["UNKNOWN", []],
])("%s is %j", (status, expected) => {
  const rules = { live: isLive, entitled: isEntitled, current: isCurrent, overdue: isOverdue, ended: hasEnded };
  const held = Object.entries(rules).filter(([, holds]) => holds({ status }));
  expect(held.map(([name]) => name)).toEqual(expected);
});

describe("endsAt", () => {
  const periodEnd = new Date("2026-12-01T00:00:00Z");
  const date = new Date("2026-11-15T00:00:00Z");
  const planned = { cancelAt: null, cancelAtPeriodEnd: false, currentPeriodEnd: periodEnd };

  test("is the date that was set, before the end of the period", () => {
    expect(endsAt({ ...planned, cancelAt: date })).toEqual(date);
    expect(endsAt({ ...planned, cancelAt: date, cancelAtPeriodEnd: true })).toEqual(date);
  });

  test("is the end of the period when the subscription is set to cancel then, and null otherwise", () => {
    expect(endsAt({ ...planned, cancelAtPeriodEnd: true })).toEqual(periodEnd);
    expect(endsAt(planned)).toBeNull();
  });
});
