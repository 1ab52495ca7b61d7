import { expect, test } from "vitest";
import { dateFormat, numberFormat } from "@/lib/format/formats";

test("a formatter is made once for the same options, and another for others", () => {
  const zone = { timeZone: "Asia/Kathmandu", hour: "2-digit", minute: "2-digit" } as const;
  expect(dateFormat({ ...zone })).toBe(dateFormat({ ...zone }));
  expect(dateFormat({ ...zone, timeZone: "UTC" }).format(0)).toBe("00:00");
  expect(dateFormat(zone).format(0)).toBe("05:30");
  expect(numberFormat({})).toBe(numberFormat({}));
  expect(numberFormat({}).format(1_234_567n)).toBe("1,234,567");
});
