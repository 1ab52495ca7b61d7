import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { NOON, newUser } from "@/lib/ledger/testing/accounts";
import { createEndpoint } from "@/lib/webhooks/endpoints/change-endpoint";
import { recordMessages } from "@/lib/webhooks/record-messages";
import { type Claimed, claimDelivery } from "@/lib/webhooks/sending/claim-delivery";
import { prepareMessages } from "@/lib/webhooks/sending/prepare-messages";
import { settleDelivery } from "@/lib/webhooks/sending/settle-delivery";

const database = await testDatabase();

/** A small generator of numbers (mulberry32), so that a seed repeats a run. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/**
 * Steps of several workers in a random order: announce, prepare, claim, send, and record or die. What a dead worker had claimed is
 * free again when its minute is over.
 */
async function run(seed: number) {
  const below = randomOf(seed);
  const input = { url: "https://example.com/", description: "", eventTypes: [] };
  const made = await createEndpoint(database, { userId: null }, input, { allowPrivate: false }, NOON);
  if (!made.ok) throw new Error(made.reason);
  const users = [await newUser(database), await newUser(database)];
  const written: Record<string, number> = Object.fromEntries(users.map((user) => [user, 0]));
  const received: { user: string; key: number }[] = [];
  const held: Claimed[] = [];
  let at = NOON;
  const announce = async () => {
    const userId = users[below(users.length)] ?? "";
    const key = (written[userId] ?? 0) + 1;
    written[userId] = key;
    const message = {
      userId,
      type: "payment.succeeded",
      sourceKey: String(key),
      data: { key },
      occurredAt: NOON,
    } as const;
    await database.transaction((_db, sql) => recordMessages(sql, [message]));
  };
  const settle = async (claimed: Claimed, status: number) => {
    const { id, claimId, endpointId } = claimed;
    const posted = { status, retryAfterMs: null };
    await settleDelivery(database, { id, claimId, endpointId, posted, durationMs: 1 }, at);
  };
  const endLeases = () =>
    database.sql`UPDATE webhook_delivery SET claimed_until = clock_timestamp() - interval '1 second' WHERE claimed_until IS NOT NULL`;
  const arrive = ({ data }: Claimed) => {
    const { account, key } = data as { account: { id: string }; key: number };
    received.push({ user: account.id, key });
  };
  const step = async (action: number) => {
    if (action < 2) await announce();
    else if (action === 2) await prepareMessages(database, at);
    else if (action < 6) {
      const claimed = await claimDelivery(database.sql, at);
      if (claimed) held.push(claimed);
    } else if (action === 6) {
      // Dies before it sends.
      held.splice(below(held.length || 1), 1);
      await endLeases();
    } else if (action === 7) {
      // Dies after it was received.
      for (const claimed of held.splice(below(held.length || 1), 1)) arrive(claimed);
      await endLeases();
    } else if (action === 8) {
      // Not received, to be tried again.
      for (const claimed of held.splice(below(held.length || 1), 1)) await settle(claimed, 500);
      at = new Date(at.getTime() + 24 * 3_600_000);
    } else {
      for (const claimed of held.splice(below(held.length || 1), 1)) {
        arrive(claimed);
        await settle(claimed, 204);
      }
    }
  };
  for (let n = 0; n < 60; n++) await step(below(11));
  // What is left is done by a worker that lives.
  held.length = 0;
  await endLeases();
  for (;;) {
    at = new Date(at.getTime() + 24 * 3_600_000);
    await prepareMessages(database, at);
    const claimed = await claimDelivery(database.sql, at);
    if (!claimed) break;
    arrive(claimed);
    await settle(claimed, 204);
  }
  await database.sql`DELETE FROM webhook_endpoint`;
  await database.sql`DELETE FROM webhook_message`;
  return { written, received };
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "however workers are killed, each message arrives at least once, and in the order of its account (%i)",
  async (seed) => {
    const { written, received } = await run(seed);
    for (const [user, count] of Object.entries(written)) {
      const keys = received.filter((one) => one.user === user).map(({ key }) => key);
      expect([...new Set(keys)]).toEqual(Array.from({ length: count }, (_, n) => n + 1));
    }
  },
  60_000,
);
