import type { ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, test } from "vitest";
import type { TypicalCost } from "../../client/credits.js";
import type { LiveBalance } from "../live/balance-feed.js";
import type { Loaded, Resource } from "../live/resource.js";
import { createResumption, type ResumptionState } from "../live/resumption.js";
import { createStore } from "../live/store.js";
import { NoTokenError } from "../live/tokens.js";
import { RefillProvider, RuntimeProvider } from "../provider.js";
import {
  type AutoTopupSettings,
  type Catalogue,
  createRuntime,
  type Runtime,
  type Subscription,
  type Usage,
} from "../runtime.js";
import { autoTopup, balanceOf, catalogue, entitlement, subscriptionTo, usage } from "../testing/sample.js";
import type { Texts } from "../texts.js";
import { AutoTopUp } from "./auto-top-up.js";
import { Balance } from "./balance.js";
import { BuyCredits } from "./buy-credits.js";
import { CostHint } from "./cost-hint.js";
import { Paywall } from "./paywall.js";
import { PricingTable } from "./pricing-table.js";
import { UsageChart } from "./usage-chart.js";

const noFetch = () => {
  throw new Error("A server renders without a request.");
};

const connection = { baseUrl: "https://refill.example", tokenUrl: "/api/refill", fetch: noFetch };

/** A resource in one state. */
function at<T>(state: Partial<Loaded<T>>): Resource<T> {
  const loaded = { data: null, error: null, isLoading: false, ...state };
  return { ...createStore(loaded), reload: async () => undefined };
}

const LOADING = { isLoading: true };
const FAILED = { error: new Error("No.") };
const SIGNED_OUT = { error: new NoTokenError(401) };

/** The HTML of components with a runtime in these states, without React's comments. */
function html(node: ReactNode, states: Partial<Runtime> = {}, texts?: Partial<Texts>): string {
  const runtime = {
    ...createRuntime(connection),
    ...states,
  };
  const rendered = renderToString(
    <RuntimeProvider runtime={runtime} locale="en-US" texts={texts} navigate={noFetch}>
      {node}
    </RuntimeProvider>,
  );
  return rendered.replaceAll("<!-- -->", "");
}

const balanceIn = (state: Partial<LiveBalance>) => ({
  balance: createStore<LiveBalance>({ balance: null, status: "loading", error: null, ...state }),
});
const packsOnly = (packs = catalogue.packs) => ({ plans: at<Catalogue>({ data: { ...catalogue, packs } }) });

test("the provider renders what it is given, and no request is made", () => {
  const page = renderToString(
    <RefillProvider
      baseUrl="https://refill.example"
      initialBalance={balanceOf(1200)}
      initialPlans={catalogue}
      fetch={noFetch}
    >
      <Balance />
      <PricingTable />
      <BuyCredits />
    </RefillProvider>,
  );
  for (const text of ["1,200 credits", "$20 per month", "500 credits", "$60"]) expect(page).toContain(text);
});

test("a component outside the provider says what is missing", () => {
  expect(() => renderToString(<Balance />)).toThrow("must be inside a <RefillProvider>");
});

describe("Balance", () => {
  test("is a live region, with what is owed and the next refill", () => {
    const page = html(<Balance details />, balanceIn({ balance: balanceOf(1, { debt: 3 }), status: "live" }));
    expect(page).toContain('<p class="refill-balance-available" role="status" aria-atomic="true">1 credit</p>');
    expect(page).toContain("You owe 3 credits. The next credits pay them.");
    expect(page).toContain("+200 credits on Dec 1, 2026");
    expect(page).not.toContain("data-low");
  });

  test("says when it is low, loading or unknown", () => {
    expect(html(<Balance low={10} />, balanceIn({ balance: balanceOf(9) }))).toContain("data-low");
    expect(html(<Balance />)).toMatch(/data-state="loading".*Loading…/);
    expect(html(<Balance />, balanceIn({ status: "error" }))).toMatch(/data-state="error".*Balance unavailable/);
  });
});

describe("CostHint", () => {
  const cost = (typical: number | null, atMost: number | null) => ({
    typicalCost: () =>
      at<TypicalCost>({ data: { basis: typical === null ? null : "account", spends: 9, typical, atMost } }),
  });

  test("says what such work usually costs, and the most that it took", () => {
    expect(html(<CostHint meter="report" />, cost(12, 20))).toContain("About 12, at most 20 credits");
    expect(html(<CostHint meter="report" />, cost(1, 1))).toContain(">About 1 credit<");
  });

  test("never says more than what is held", () => {
    expect(html(<CostHint meter="report" atMost={15} />, cost(12, 20))).toContain("About 12, at most 15 credits");
    expect(html(<CostHint meter="report" atMost={10} />, cost(12, 20))).toContain(">About 10 credits<");
  });

  test("without a history, it says what is held, or nothing", () => {
    expect(html(<CostHint model="m" atMost={15} />, cost(null, null))).toContain(">At most 15 credits<");
    expect(html(<CostHint project="p" />, cost(null, null))).toBe("");
    expect(html(<CostHint meter="m" atMost={15} />, { typicalCost: () => at<TypicalCost>(LOADING) })).toMatch(
      /data-state="loading".*At most 15 credits/,
    );
    expect(html(<CostHint meter="m" />, { typicalCost: () => at<TypicalCost>(FAILED) })).toBe("");
  });
});

describe("BuyCredits", () => {
  test("has a button for each pack, named after it and its price", () => {
    const page = html(<BuyCredits />, packsOnly());
    expect(page.match(/<button/g)).toHaveLength(2);
    expect(page).toContain('aria-label="Buy 500 credits for $60"');
    expect(page).toContain('aria-label="Buy 2,000 credits for $200.50"');
    expect(page).toContain("+ 100 bonus credits");
  });

  test("asks for an amount where a pack is sold in any, and shows what it costs", () => {
    const volume = {
      maxCredits: 50_000,
      tiers: [
        { fromCredits: 1, priceMicros: 1_000_000 },
        { fromCredits: 1_000, priceMicros: 800_000 },
      ],
    };
    const [pack] = catalogue.packs;
    if (!pack) throw new Error("The catalogue has no packs.");
    const sold = { ...pack, name: "Credits", credits: 900, amountCents: 900, volume };
    const page = html(<BuyCredits />, packsOnly([sold]));
    expect(page).toContain("From 900 to 50,000 credits.");
    expect(page).toMatch(/<output[^>]*>\$9<\/output>/);
    // All 1,000 are cheaper by the second tier.
    expect(page).toContain("Take 1,000 credits for $8");
  });

  test("can be limited to some packs", () => {
    expect(html(<BuyCredits packs={["pack_2000"]} />, packsOnly()).match(/<button/g)).toHaveLength(1);
  });
});

describe("PricingTable", () => {
  test("shows plans with prices, credits, features and trials, and a choice of the billing period", () => {
    const page = html(<PricingTable />, { plans: at<Catalogue>({ data: catalogue }) });
    for (const text of ["Free", "$20 per month", "$80 per month", "2,000 credits every month", "3 workflows"]) {
      expect(page).toContain(text);
    }
    expect(page).toContain("7-day free trial");
    expect(page).toContain("Choose Starter");
    expect(page.match(/type="radio"/g)).toHaveLength(2);
    expect(page.match(/data-highlighted=""/g)).toHaveLength(1);
  });

  test("marks the customer's plan, and offers to switch to the others", () => {
    const page = html(<PricingTable />, {
      plans: at<Catalogue>({ data: catalogue }),
      subscription: at<{ subscription: Subscription | null }>({
        data: { subscription: subscriptionTo("starter", "MONTH") },
      }),
    });
    expect(page).toMatch(/data-plan="starter".*Current plan.*data-plan="pro".*Switch to Pro/);
    expect(page).not.toContain("Choose");
  });

  test("needs no choice of the billing period when there is one, and shows prices to visitors", () => {
    const page = html(<PricingTable plans={["pro"]} />, {
      plans: at<Catalogue>({ data: catalogue }),
      subscription: at(SIGNED_OUT),
    });
    expect(page).not.toContain("fieldset");
    expect(page).toContain("Choose Pro");
  });
});

describe("UsageChart", () => {
  test("draws days without inline styles, and has them as a table", () => {
    const page = html(<UsageChart />, { usage: () => at<Usage>({ data: usage }) });
    expect(page).toContain("45 credits used");
    expect(page.match(/<rect/g)).toHaveLength(3);
    expect(page).toContain('<th scope="row">Nov 23, 2026</th><td>40</td>');
    expect(page).not.toContain("style=");
  });

  test("lists the groups of a dimension", () => {
    const page = html(<UsageChart groupBy="model" />, { usage: () => at<Usage>({ data: usage }) });
    expect(page).toMatch(/gpt-large.*<td>40<\/td>.*Other.*<td>5<\/td>/);
  });

  test("says when nothing was used", () => {
    const none = { ...usage, daily: [{ date: "2026-11-24", credits: 0 }] };
    expect(html(<UsageChart />, { usage: () => at<Usage>({ data: none }) })).toContain("No credits were used");
  });
});

describe("Paywall", () => {
  const wall = <Paywall required={10}>the work</Paywall>;

  test("shows its children when there are enough credits", () => {
    expect(html(wall, balanceIn({ balance: balanceOf(10) }))).toBe("the work");
  });

  test("stays open while a call holds the credits", () => {
    expect(html(wall, balanceIn({ balance: balanceOf(3, { balance: 10, held: 7 }) }))).toBe("the work");
    expect(html(wall, balanceIn({ balance: balanceOf(3, { balance: 9, held: 6 }) }))).not.toContain("the work");
  });

  test("says what is missing, and what to buy", () => {
    const page = html(wall, { ...balanceIn({ balance: balanceOf(3) }), ...packsOnly() });
    expect(page).toContain("This needs 10 credits. You have 3 credits.");
    expect(page).toContain("Buy 500 credits for $60");
    expect(page).not.toContain("the work");
  });

  test("hides its children while the balance is unknown", () => {
    expect(html(wall)).not.toContain("the work");
    expect(html(wall, balanceIn({ status: "error" }))).not.toContain("the work");
  });

  test("is raised again for what waits over Checkout, and says that it continues", () => {
    const waiting = { id: "r-1", required: 40, expiresAt: "2026-12-02T00:00:00.000Z", account: null };
    const resumption = () => ({
      ...createResumption({ name: "chat", balance: createRuntime(connection).balance, storage: () => null }),
      ...createStore<ResumptionState>({ status: "waiting", waiting, error: null }),
    });
    const states = { ...balanceIn({ balance: balanceOf(12) }), resumption };
    const page = html(
      <Paywall required={10} onResume={noFetch} fallback="Packs.">
        the work
      </Paywall>,
      states,
    );
    expect(page).toContain("This needs 40 credits. You have 12 credits.");
    expect(page).toContain("Once you have bought credits, it continues by itself.");
    expect(html(wall, states)).toBe("the work");
  });

  const feature = <Paywall feature="export">the work</Paywall>;

  test("shows its children when the plan includes the feature", () => {
    expect(html(feature, { entitlement: () => at({ data: entitlement }) })).toBe("the work");
  });

  test.each([
    [{ allowed: false }, "Your plan does not include Export."],
    [{ allowed: false, kind: "limit", limit: 3, remaining: 0 } as const, "You have used all of Export."],
  ])("offers plans when it does not: %j", (state, text) => {
    const page = html(feature, {
      entitlement: () => at({ data: { ...entitlement, ...state } }),
      plans: at<Catalogue>({ data: catalogue }),
    });
    expect(page).toContain(text);
    expect(page).toContain("Choose Starter");
    expect(page).not.toContain("the work");
  });

  test("shows something else in place of packs or plans", () => {
    const other = (
      <Paywall required={10} fallback="Ask your admin.">
        the work
      </Paywall>
    );
    const page = html(other, balanceIn({ balance: balanceOf(3) }));
    expect(page).toContain("Ask your admin.");
    expect(page).not.toContain("refill-buy");
  });
});

describe("AutoTopUp", () => {
  const plans = at<Catalogue>({ data: catalogue });

  test("shows the settings, each with its label", () => {
    const page = html(<AutoTopUp />, { plans, autoTopup: at({ data: autoTopup }) });
    expect(page).toContain("Pays with Visa ending in 4242");
    expect(page).toContain("$60 spent this month");
    expect(page).toMatch(/value="100"/);
    expect(page).toMatch(/value="300.00"/);
    const ids = [...page.matchAll(/<(?:input|select) id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toHaveLength(3);
    for (const id of ids) expect(page).toContain(`<label for="${id}"`);
  });

  test("cannot be turned on without a card, and says why it was turned off", () => {
    const stopped = { ...autoTopup, enabled: false, card: null, stoppedReason: "no_card" } as const;
    const page = html(<AutoTopUp />, { plans, autoTopup: at<AutoTopupSettings>({ data: stopped }) });
    expect(page).toContain("there is no saved card");
    expect(page).toContain("Buy credits once to save a card.");
    expect(page.match(/disabled=""/g)).toHaveLength(2);
  });
});

describe.each([
  ["BuyCredits", <BuyCredits key="1" />, "plans"],
  ["PricingTable", <PricingTable key="2" />, "plans"],
  ["UsageChart", <UsageChart key="3" />, "usage"],
  ["AutoTopUp", <AutoTopUp key="4" />, "autoTopup"],
  [
    "Paywall",
    <Paywall key="5" feature="export">
      the work
    </Paywall>,
    "entitlement",
  ],
] as const)("%s", (_, component, what) => {
  const states = (state: Partial<Loaded<never>>): Partial<Runtime> => ({
    [what]: what === "usage" || what === "entitlement" ? () => at(state) : at(state),
  });

  test("says that it loads", () => {
    expect(html(component, states(LOADING))).toContain('data-state="loading" role="status">Loading…');
  });

  test("says that it could not be loaded, with a button to try again", () => {
    const page = html(component, states(FAILED));
    expect(page).toContain('data-state="error" role="alert"');
    expect(page).toMatch(/<button[^>]*>Try again<\/button>/);
  });

  test("says that one has to be signed in", () => {
    expect(html(component, states(SIGNED_OUT))).toContain("Sign in to see this.");
  });
});

test("lists that are empty say so", () => {
  expect(html(<BuyCredits />, packsOnly([]))).toContain("No credits are on sale.");
  const none = at<Catalogue>({ data: { ...catalogue, data: [] } });
  expect(html(<PricingTable />, { plans: none })).toContain("No plans are on sale.");
  expect(html(<AutoTopUp />, { ...packsOnly([]), autoTopup: at({ data: autoTopup }) })).toContain("No credits are on");
});

test("texts can be replaced", () => {
  const texts = { credits: "{count} Guthaben", buyPack: "{pack} kaufen für {price}" };
  const page = html(
    <>
      <Balance />
      <BuyCredits />
    </>,
    { ...balanceIn({ balance: balanceOf(5) }), ...packsOnly() },
    texts,
  );
  expect(page).toContain("5 Guthaben");
  expect(page).toContain('aria-label="500 credits kaufen für $60"');
});
