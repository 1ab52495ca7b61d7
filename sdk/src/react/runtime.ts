import { createClient, type RefillClient } from "../client/create-client.js";
import type { Balance, SpendKind, TypicalCost } from "../client/credits.js";
import { unwrap } from "../client/problem.js";
import type { Send } from "../client/retry.js";
import type { components, operations } from "../client/schema.js";
import { createBalanceFeed, type LiveBalance } from "./live/balance-feed.js";
import { createResource, type Resource } from "./live/resource.js";
import { createResumption, type Resumption, tabStorage } from "./live/resumption.js";
import type { Store } from "./live/store.js";
import { createTokens, withToken } from "./live/tokens.js";
import { pageVisibility, type Visibility } from "./live/visibility.js";

/** Everything that is on sale, as GET /plans returns it. */
export type Catalogue = operations["getPlans"]["responses"][200]["content"]["application/json"];
export type Plan = components["schemas"]["Plan"];
export type Pack = components["schemas"]["Pack"];
export type Subscription = components["schemas"]["Subscription"];
export type Entitlement = components["schemas"]["Entitlement"];
export type AutoTopupSettings = components["schemas"]["AutoTopup"];
export type Usage = operations["getUsage"]["responses"][200]["content"]["application/json"];
export type UsageQuery = Pick<
  NonNullable<operations["getUsage"]["parameters"]["query"]>,
  "from" | "to" | "groupBy" | "timezone"
>;

export type RuntimeOptions = {
  baseUrl: string;
  tokenUrl: string;
  initialBalance?: Balance | null;
  initialPlans?: Catalogue | null;
  fetch?: Send;
  visibility?: Visibility;
};

/** What the components under one provider share: the client, one stream, and what was loaded. */
export type Runtime = {
  client: RefillClient;
  balance: Store<LiveBalance>;
  plans: Resource<Catalogue>;
  subscription: Resource<{ subscription: Subscription | null }>;
  autoTopup: Resource<AutoTopupSettings>;
  entitlement: (feature: string) => Resource<Entitlement>;
  usage: (query: UsageQuery) => Resource<Usage>;
  typicalCost: (kind: SpendKind) => Resource<TypicalCost>;
  /** What waits for credits, by the name under which it is kept. */
  resumption: (name: string) => Resumption;
};

export function createRuntime({
  baseUrl,
  tokenUrl,
  initialBalance = null,
  initialPlans = null,
  fetch: send = (request) => fetch(request),
  visibility = pageVisibility,
}: RuntimeOptions): Runtime {
  // The page's own address is only known in the browser, where the first token is needed.
  const tokens = createTokens({ url: tokenUrl, fetch: send });
  const authorized = withToken(tokens, send);
  const client = createClient({ baseUrl, fetch: authorized });
  const visitor = createClient({ baseUrl, fetch: send });
  const balance = createBalanceFeed({
    initial: initialBalance,
    visibility,
    connect: (signal) =>
      authorized(new Request(`${baseUrl.replace(/\/$/, "")}/api/v1/credits/stream`, { signal, cache: "no-store" })),
    read: (signal) => client.credits.balance({ signal }),
  });
  return {
    client,
    balance,
    // Prices are public: they show without a signed-in user.
    plans: createResource(async () => unwrap(await visitor.GET("/api/v1/plans")), initialPlans),
    subscription: createResource(async () => {
      const { data, error, response } = await client.GET("/api/v1/subscription");
      return { subscription: error?.code === "not_found" ? null : unwrap({ data, error, response }) };
    }),
    autoTopup: createResource(async () => unwrap(await client.GET("/api/v1/credits/auto-topup"))),
    entitlement: cached((feature) =>
      createResource(async () =>
        unwrap(await client.GET("/api/v1/entitlements/{feature}", { params: { path: { feature } } })),
      ),
    ),
    usage: cached((query) =>
      createResource(async () => unwrap(await client.GET("/api/v1/usage", { params: { query } })), null, {
        again: true,
      }),
    ),
    typicalCost: cached((kind) => createResource(() => client.credits.typicalCost(kind))),
    resumption: cached((name) => createResumption({ name, balance, storage: tabStorage })),
  };
}

function cached<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<string, Value>();
  return (key) => {
    const text = JSON.stringify(key);
    const value = made.get(text) ?? make(key);
    made.set(text, value);
    return value;
  };
}
