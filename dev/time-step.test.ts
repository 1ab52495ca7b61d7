import { expect, test } from "vitest";
import { parseStep } from "./time-step";

test("time steps are parsed as entered", () => {
  expect(parseStep("+1month")).toEqual({ by: { months: 1 } });
  expect(parseStep("+12months")).toEqual({ by: { months: 12 } });
  expect(parseStep("+2weeks")).toEqual({ by: { days: 14 } });
  expect(parseStep("+1day")).toEqual({ by: { days: 1 } });
  expect(parseStep("+3h")).toEqual({ by: { hours: 3 } });
  expect(parseStep("next-renewal")).toBe("next-renewal");
  expect(parseStep("2027-01-01")).toEqual({ to: new Date("2027-01-01T00:00:00Z") });
});

test("an invalid time step is refused", () => {
  for (const word of ["", "1month", "-1day", "+month", "+1fortnight", "tomorrow", "2027-13-01"]) {
    expect(parseStep(word), word).toBeUndefined();
  }
});
