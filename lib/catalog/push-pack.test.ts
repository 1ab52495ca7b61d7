import { expect, it, vi } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { createPack } from "@/lib/catalog/create-pack";
import { editPack } from "@/lib/catalog/edit-pack";

const database = await testDatabase();
const { stripe } = await testStripe();
const services = { database, stripe };
const now = new Date("2026-11-21T12:00:00Z");
const admin = { userId: null };

it("never sells an edited pack at its old price, even when it is edited during a push", async () => {
  const pack = { key: "big", name: "Big", credits: 5_000, amountCents: 500 };
  const create = stripe.prices.create.bind(stripe.prices);
  vi.spyOn(stripe.prices, "create").mockImplementationOnce(async (params, options) => {
    const { id } = await database.prisma.creditPack.findUniqueOrThrow({ where: { key: pack.key } });
    await editPack(services, admin, { packId: id, input: { ...pack, amountCents: 50_000 } }, now);
    return create(params, options);
  });
  await createPack(services, admin, pack, now);

  const row = await database.prisma.creditPack.findUniqueOrThrow({ where: { key: pack.key } });
  expect(row).toMatchObject({ amountCents: 50_000, version: 2 });
  expect(await stripe.prices.retrieve(row.stripePriceId ?? "")).toMatchObject({ unit_amount: 50_000, active: true });
  const onSale = await stripe.prices.list({ product: row.stripeProductId ?? "", active: true });
  expect(onSale.data.map((price) => price.unit_amount)).toEqual([50_000]);
});
