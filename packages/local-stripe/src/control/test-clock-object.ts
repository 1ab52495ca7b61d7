import type { Tables } from "../core/store/tables";

type TestClock = Tables["test_clock"];

const keptSeconds = 30 * 86_400;

export function buildTestClock(input: {
  id: string;
  created: number;
  frozenTime: number;
  name: string | null;
}): TestClock {
  return {
    id: input.id,
    object: "test_helpers.test_clock",
    created: input.created,
    deletes_after: input.created + keptSeconds,
    frozen_time: input.frozenTime,
    livemode: false,
    name: input.name,
    status: "ready",
    status_details: {},
  };
}
