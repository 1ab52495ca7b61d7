import { expect, test } from "vitest";
import { SOCIAL_SIZE, socialImage } from "@/app/social/social-image";
import type { OfferedPlan } from "@/components/pricing/offer";

const plan = {
  ...{
    id: "1",
    key: "pro",
    isFree: false,
    name: "Pro",
    description: "For a product that grows.",
    creditsPerMonth: 400,
  },
  ...{ refillPolicy: "RESET", rolloverCapCredits: null, trialDays: 0, trialCredits: 0, features: [], limits: [] },
  highlighted: true,
  prices: [{ id: "m", interval: "MONTH", amountCents: 3_900, currency: "usd" }],
} satisfies OfferedPlan;

test("a plan's picture is a PNG of the declared size, drawn once until the plan changes", async () => {
  const image = await socialImage(plan);
  const png = Buffer.from(image ?? new ArrayBuffer(0));
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) }).toEqual(SOCIAL_SIZE);
  expect(await socialImage(plan)).toBe(image);
  expect(await socialImage({ ...plan, creditsPerMonth: 500 })).not.toBe(image);
});

test("a name in letters that the font lacks is not drawn, since the renderer would ask the internet for them", async () => {
  expect(await socialImage({ ...plan, name: "プロ" })).toBeNull();
  expect(await socialImage({ ...plan, name: "Pro 🚀" })).toBeNull();
});
