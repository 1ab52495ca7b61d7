import { expect, it } from "vitest";
import { tickText } from "@/components/admin/overview/chart-data";

it("writes the scale of a chart in short", () => {
  expect(tickText(123_400, "usd")).toBe("$1.2K");
  expect(tickText(5_000, "jpy")).toBe("¥5K");
  expect(tickText(-50_000)).toBe("-50K");
});
