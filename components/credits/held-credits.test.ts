import { expect, test } from "vitest";
import { slices } from "@/components/credits/balance-snapshot";
import { readBalance } from "@/lib/api/endpoints/balance/read-balance";
import { billingWorld } from "@/lib/billing/testing/world";
import { placeHold } from "@/lib/ledger/place-hold";

const world = await billingWorld();

test("the balance of the stream says what is held of each lot, so that its split counts nothing twice", async () => {
  const person = await world.signUp();
  const { accountId } = person;
  await placeHold(world.database.sql, { accountId, amount: 20n, actor: "app:test" }, world.now());
  const view = await readBalance(world.database, person, world.now());
  if (!view) throw new Error("There is no account.");
  expect(view).toMatchObject({ balance: 50, held: 20, available: 30, lots: [{ remaining: 50, held: 20 }] });
  expect(slices(view).map(({ name, amount }) => `${name} ${amount}`)).toEqual(["Plan 30", "Held 20"]);
});
