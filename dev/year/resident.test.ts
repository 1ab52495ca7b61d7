import { expect, test } from "vitest";
import { type Catalogue, catalogueInput } from "@/lib/catalog/schemas";
import { catalogue as adopted } from "@/prisma/catalogue/adopted";
import { catalogue as usual } from "@/prisma/catalogue/default";
import { catalogue as tokens } from "@/prisma/catalogue/tokens";
import { type OnSale, RESIDENT_DAYS, residentsMonth } from "./resident";

function onSale(catalogue: Catalogue): OnSale {
  const { meters, packs } = catalogueInput.parse(catalogue);
  return {
    meters: meters.map(({ key, credits, perUnits }) => ({ key, credits: BigInt(credits), perUnits: BigInt(perUnits) })),
    packs,
  };
}

const DEFAULT = onSale(usual);

test("the month of the demo's own account begins at its start, keeps its order and ends within thirty days", () => {
  const acts = residentsMonth(100, DEFAULT);
  const hours = acts.map(({ hour }) => hour);
  expect(hours).toEqual(hours.toSorted((one, other) => one - other));
  expect(Math.min(...hours)).toBeGreaterThanOrEqual(100);
  expect(Math.max(...hours)).toBeLessThan(100 + RESIDENT_DAYS * 24);
  const kinds = new Set(acts.map(({ act }) => act.do));
  expect([...kinds].toSorted()).toEqual(["buy pack", "failed work", "gift", "hold", "spend"]);
});

test("it subscribes to nothing, so that a plan is still to be bought", () => {
  expect(residentsMonth(0, DEFAULT).filter(({ act }) => act.do === "subscribe")).toEqual([]);
});

test("with another catalogue it buys and uses what that sells, and no more than it has bought", () => {
  for (const other of [adopted, tokens]) {
    const sold = onSale(other);
    const acts = residentsMonth(0, sold).map(({ act }) => act);
    expect(acts[0]).toMatchObject({ do: "buy pack", pack: other.packs?.[0]?.key });
    const uses = acts.flatMap((act) => (act.do === "spend" ? act.uses : []));
    const spent = uses.reduce((sum, { meter, quantity }) => {
      const rate = sold.meters.find(({ key }) => key === meter);
      return sum + (quantity * Number(rate?.credits)) / Number(rate?.perUnits);
    }, 0);
    expect(spent).toBeGreaterThan(20);
    expect(spent).toBeLessThanOrEqual(100);
  }
});
