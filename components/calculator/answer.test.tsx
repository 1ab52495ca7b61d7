import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Calculator } from "@/components/calculator/calculator";
import { type CalculatorMeter, parseState } from "@/components/calculator/calculator-state";
import type { OfferedPack, OfferedPlan } from "@/components/pricing/offer";
import type { BillingInterval } from "@/lib/catalog/types";

const image: CalculatorMeter = {
  ...{ key: "image", name: "Image", unit: "image" },
  ...{ credits: 1n, perUnits: 1n, rounding: "UP", minimumCredits: 1n },
};
const free: OfferedPlan = {
  ...{ id: "1", key: "free", isFree: true, name: "Free", description: "", creditsPerMonth: 50 },
  ...{ refillPolicy: "RESET", rolloverCapCredits: null, trialDays: 0, trialCredits: 0, features: [], limits: [] },
  ...{ highlighted: false, prices: [] },
};
const pro: OfferedPlan = {
  ...{ ...free, id: "2", key: "pro", isFree: false, name: "Pro", creditsPerMonth: 400 },
  prices: [{ id: "m", interval: "MONTH", amountCents: 3_900, currency: "usd" }],
};
const pack: OfferedPack = {
  ...{ id: "p", key: "pack_500", name: "500 credits", description: "" },
  ...{ amountCents: 1_500, currency: "usd", credits: 500, bonusCredits: 0, volume: null },
};

type Viewer = { signedIn: boolean; current: { planKey: string; interval: BillingInterval | null } | null };
const visitor: Viewer = { signedIn: false, current: null };
const onFree: Viewer = { signedIn: true, current: { planKey: "free", interval: null } };
const onPro: Viewer = { signedIn: true, current: { planKey: "pro", interval: "MONTH" } };

/** What /calculator shows, with the address of each link of its result. */
function shown(images: string, viewer: Viewer, packs = [pack]) {
  const initial = parseState({ image: images }, [image]);
  const html = renderToStaticMarkup(
    <Calculator meters={[image]} plans={[free, pro]} packs={packs} initial={initial} {...viewer} />,
  );
  const [first] = [...html.matchAll(/<a [^>]*href="([^"]+)"[^>]*>(?:<span[^>]*>)?([^<]+)/g)];
  return { html, first: first && { to: decodeURIComponent(first[1] ?? ""), label: first[2] } };
}

test("monthly or yearly billing is asked only where plans are sold at both", () => {
  const ask = (...sold: OfferedPlan[]) =>
    renderToStaticMarkup(
      <Calculator meters={[image]} plans={[free, ...sold]} packs={[]} initial={parseState({}, [image])} {...visitor} />,
    );
  const yearly = { ...pro, prices: [{ id: "y", interval: "YEAR", amountCents: 39_000, currency: "usd" } as const] };
  expect(ask(pro)).not.toContain("Yearly");
  expect(ask(yearly)).not.toMatch(/type="radio"/);
  expect(ask(yearly)).toContain("billed yearly");
  expect(ask(pro, yearly)).toContain("Yearly");
});

test("while a number is none there is no answer and no price", () => {
  for (const entered of ["1,5", "ten", "9".repeat(20), "1.000"]) {
    const { html, first } = shown(entered, visitor);
    expect(html).toContain("Correct the marked numbers");
    expect(html).not.toMatch(/Cheapest|Free|\$/);
    expect(first).toBeUndefined();
  }
  expect(shown("9".repeat(20), visitor).html).toContain("Enter at most 1,000,000,000,000.");
});

test("a visitor who starts free goes on to the packs, and without packs just signs up", () => {
  const { first } = shown("100", visitor);
  expect(first).toMatchObject({
    label: "Start free",
    to: expect.stringMatching(/^\/signup\?next=\/buy\?pack=pack_500/),
  });
  expect(shown("10", visitor).first).toEqual({ label: "Start free", to: "/signup" });
});

test("who is on the free plan buys the packs, or learns that there is nothing to buy", () => {
  expect(shown("100", onFree).first).toMatchObject({ to: expect.stringMatching(/^\/buy\?pack=pack_500/) });
  const { html, first } = shown("10", onFree);
  expect(html).toContain("There is nothing to buy.");
  expect(first).toBeUndefined();
});

test("a subscriber for whom no paid plan is cheaper is told to cancel it first", () => {
  const { html, first } = shown("100", onPro);
  expect(first).toEqual({ label: "Go to billing", to: "/billing" });
  expect(html).toContain("You can cancel yours in billing");
  expect(html).not.toContain("Start free");
  expect(html).toContain("Then buy");
});

test("a subscriber changes to another plan, and keeps their own", () => {
  const onTeam: Viewer = { signedIn: true, current: { planKey: "team", interval: "MONTH" } };
  const firstOf = (viewer: Viewer) => shown("400", viewer, []).first;
  expect(firstOf(onTeam)).toEqual({ label: "Change to Pro", to: "/buy?plan=pro&amp;by=month" });
  expect(firstOf(onFree)).toMatchObject({ label: "Choose Pro" });
  expect(firstOf(visitor)).toMatchObject({ label: "Choose Pro", to: "/signup?next=/buy?plan=pro&by=month" });
  expect(firstOf(onPro)).toBeUndefined();
  expect(shown("400", onPro, []).html).toContain("Your plan");
});
