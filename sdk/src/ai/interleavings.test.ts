import { test } from "vitest";
import { checkInterleavings } from "../testing/interleavings.js";
import { stubRefill } from "../testing/stub-refill.js";

test("over any interleaving of calls, what is captured is what was delivered, once, and every hold ends", async () => {
  await checkInterleavings(async (balance, faultOf) => {
    const { client, state } = stubRefill({ balance, perUnits: 1 });
    state.fault = faultOf;
    return {
      client,
      standing: async () => state,
      spends: async () =>
        state.spends.map(({ amount, hold, body }) => ({
          amount,
          hold: hold ?? (body.metadata as { expiredHold: string }).expiredHold,
        })),
      passTime: async () => {
        state.now += 301;
      },
    };
  }, 60);
});
