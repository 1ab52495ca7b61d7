import { expect, test } from "vitest";
import { columnsFor } from "@/components/pricing/plan-columns";

/** The number of columns at each width, from the class names. */
function columnsAt(plans: number, width: "lg" | "xl"): number {
  const count = (prefix: string) => Number(new RegExp(`(?:^| )${prefix}:grid-cols-(\\d)`).exec(columnsFor(plans))?.[1]);
  return (width === "xl" && count("xl")) || count("lg") || count("sm") || 1;
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])("%i plans fit a wide screen, and no card stands alone in a second row", (plans) => {
  for (const width of ["lg", "xl"] as const) {
    const columns = columnsAt(plans, width);
    expect(columns).toBeLessThanOrEqual(5);
    if (plans > columns) expect(plans % columns).not.toBe(1);
  }
});
