import { expect, test } from "vitest";
import { pushFigures } from "@/components/admin/catalogue/push-words";

const product = { object: "product", what: "" } as const;
const price = { object: "price", what: "" } as const;

test.each([
  [[], "Stripe has all of it. There is nothing to push."],
  [[price], "1 price will be changed in Stripe:"],
  [[product, price, price], "1 product and 2 prices will be changed in Stripe:"],
])("a push of %j is told in figures", (changes, figures) => {
  expect(pushFigures(changes)).toBe(figures);
});
