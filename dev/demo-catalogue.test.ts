import { expect, it } from "vitest";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { catalogue as adopted } from "@/prisma/catalogue/adopted";
import { readCatalogue, settingsToAdopt } from "./demo-catalogue";
import { testDatabase } from "./testing/database";
import { testStripe } from "./testing/stripe";

const database = await testDatabase();
const { stripe, url } = await testStripe();

it("the demo of a catalogue that adopts prices creates them once, as another app would have, and the seed links them", async () => {
  const settings = { STRIPE_SECRET_KEY: "sk_test_local", STRIPE_API_BASE: url };
  const file = await readCatalogue("adopted");
  const ids = await settingsToAdopt(settings, file);
  expect(Object.keys(ids)).toEqual(["STRIPE_PRICE_ID_BASIC", "STRIPE_PRICE_ID_PREMIUM", "STRIPE_PRICE_ID_ELITE"]);
  expect(await settingsToAdopt(settings, file)).toEqual(ids);
  expect(await settingsToAdopt(settings, await readCatalogue("default"))).toEqual({});
  const applied = await applyCatalogue({ database, stripe }, adopted, new Date("2026-11-21T12:00:00Z"), ids);
  expect(applied.linked).toEqual(["basic", "premium", "elite"]);
});
