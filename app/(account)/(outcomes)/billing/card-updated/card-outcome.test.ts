import { expect, test } from "vitest";
import { cardOutcome } from "@/app/(account)/(outcomes)/billing/card-updated/card-outcome";
import { startCardSetup } from "@/lib/billing/plans/save-card";
import { billingWorld, type Person } from "@/lib/billing/testing/world";

const world = await billingWorld();
const { services, stripe, now } = world;

const outcome = ({ userId }: Person, setup?: string | string[]) => cardOutcome(services, { userId, setup }, now());

async function begun({ userId }: Person): Promise<string> {
  const started = await startCardSetup(services, { userId }, now());
  if (!started.ok) throw new Error(started.reason);
  return started.clientSecret.split("_secret_")[0] ?? "";
}

test("only a setup intent of the user's own that has succeeded saved a card", { tags: ["full"] }, async () => {
  const [person, other] = [await world.signUp(), await world.signUp()];
  for (const setup of [undefined, "seti_invented", "", ["seti_a", "seti_b"]]) {
    expect(await outcome(person, setup)).toEqual({ state: "not_saved", card: null });
  }
  const [own, another] = [await begun(person), await begun(other)];
  expect(await outcome(person, own)).toEqual({ state: "not_saved", card: null });
  for (const setup of [own, another]) await stripe.setupIntents.confirm(setup, { payment_method: "pm_card_visa" });
  expect(await outcome(person, another)).toEqual({ state: "not_saved", card: null });
  expect(await outcome(person, own)).toEqual({ state: "saved" });
  // Without a setup intent the page only says which card there is; with a wrong one, that it stays.
  expect(await outcome(person)).toEqual({ state: "on_file", card: "Visa 4242" });
  expect(await outcome(person, "seti_invented")).toEqual({ state: "not_saved", card: "Visa 4242" });
});
