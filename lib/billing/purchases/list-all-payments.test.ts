import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { eachPayment, listAllPayments } from "@/lib/billing/purchases/list-all-payments";
import { newUser } from "@/lib/ledger/testing/accounts";

const database = await testDatabase();
const { prisma } = database;
const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 0, minute));

async function pay(userId: string, nth: number): Promise<void> {
  await prisma.payment.create({
    data: {
      userId,
      kind: "PACK",
      status: "SUCCEEDED",
      description: `Pack ${nth}`,
      amountCents: 100,
      currency: "usd",
      stripePaymentIntentId: `pi_${nth}`,
      // Three payments share each moment.
      createdAt: at(Math.floor(nth / 3)),
      paidAt: nth % 2 === 0 ? at(100 - nth) : null,
    },
  });
}

test("pages hold every payment once in either order, also those of one moment", async () => {
  const userId = await newUser(database);
  for (let nth = 0; nth < 20; nth++) await pay(userId, nth);
  for (const [by, expected] of [
    ["created", 20],
    ["paid", 10],
  ] as const) {
    const seen: { id: string; at: number }[] = [];
    for await (const page of eachPayment(prisma, { by }, 4)) {
      expect(page.length).toBeLessThanOrEqual(4);
      for (const { id, createdAt, paidAt } of page) {
        seen.push({ id, at: (by === "paid" ? paidAt : createdAt)?.getTime() ?? 0 });
      }
    }
    expect(new Set(seen.map(({ id }) => id)).size, by).toBe(expected);
    expect(seen.map((one) => one.at)).toEqual(seen.map((one) => one.at).sort((a, b) => b - a));
  }
});

test("the payments of an address are listed, also when another user has it as their external id", async () => {
  const [owner, other] = [await newUser(database), await newUser(database)];
  const { email } = await prisma.user.findUniqueOrThrow({ where: { id: owner } });
  await prisma.user.update({ where: { id: other }, data: { externalId: email } });
  await pay(owner, 100);
  await pay(other, 101);
  const { data } = await listAllPayments(prisma, { user: email }, { limit: 5 });
  expect(data.map(({ userId }) => userId).sort()).toEqual([owner, other].sort());
});

test("an abandoned Checkout session is not listed, and an unknown cursor starts from the top", async () => {
  const userId = await newUser(database);
  await prisma.payment.create({
    data: { userId, kind: "PACK", status: "PENDING", description: "Left", amountCents: 1, currency: "usd" },
  });
  expect((await listAllPayments(prisma, { user: userId }, { limit: 5 })).data).toEqual([]);
  const cursor = "0198c0de-0000-7000-8000-000000000000";
  const page = await listAllPayments(prisma, {}, { limit: 5, cursor });
  expect(page.data).toEqual((await listAllPayments(prisma, {}, { limit: 5 })).data);
});

test("a page reads its payments from an index, already in order", async () => {
  const client = await database.pool.connect();
  try {
    // The planner prefers to read a small table whole.
    await client.query("SET enable_seqscan = off");
    for (const where of ["", "WHERE status = 'FAILED'"]) {
      const { rows } = await client.query(
        `EXPLAIN (FORMAT JSON) SELECT id FROM payment ${where} ORDER BY created_at DESC, id DESC LIMIT 26`,
      );
      expect(JSON.stringify(rows)).toMatch(/payment_(status_)?created_at_id_idx/);
      expect(JSON.stringify(rows)).not.toContain('"Sort"');
    }
    await client.query("RESET enable_seqscan");
  } finally {
    client.release();
  }
});
