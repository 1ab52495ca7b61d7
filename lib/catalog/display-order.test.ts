import fc from "fast-check";
import { expect, test } from "vitest";
import { inDisplayOrder } from "@/lib/catalog/display-order";

const item = (price: number, sortOrder = 0) => ({ key: `p${price}`, price, sortOrder });
const shown = (...items: ReturnType<typeof item>[]) =>
  inDisplayOrder(items, ({ price }) => price).map(({ price }) => price);

test("without positions, plans stand by price", () => {
  expect(shown(item(99), item(0), item(20), item(39))).toEqual([0, 20, 39, 99]);
});

test("a plan added later without a position stands between the cheaper and the more expensive ones", () => {
  expect(shown(item(50), item(20, 1), item(39, 2), item(99, 3))).toEqual([20, 39, 50, 99]);
  expect(shown(item(300), item(20, 1), item(99, 3))).toEqual([20, 99, 300]);
});

test("positions that an admin gave are kept, whatever the prices", () => {
  const placed = fc.uniqueArray(fc.record({ price: fc.nat(1_000), sortOrder: fc.nat(5) }), {
    selector: ({ price }) => price,
    maxLength: 8,
  });
  fc.assert(
    fc.property(placed, (some) => {
      const items = some.map(({ price, sortOrder }) => item(price, sortOrder));
      const order = inDisplayOrder(items, ({ price }) => price);
      expect(order).toHaveLength(items.length);
      const positions = order.map(({ sortOrder }) => sortOrder).filter(Boolean);
      expect(positions).toEqual([...positions].sort((a, b) => a - b));
      const loose = order.filter(({ sortOrder }) => sortOrder === 0).map(({ price }) => price);
      expect(loose).toEqual([...loose].sort((a, b) => a - b));
    }),
  );
});
