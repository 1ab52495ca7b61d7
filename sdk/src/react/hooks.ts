"use client";

import { useSyncExternalStore } from "react";
import type { SpendKind, TypicalCost } from "../client/credits.js";
import type { LiveBalance } from "./live/balance-feed.js";
import type { Loaded, Resource } from "./live/resource.js";
import type { Store } from "./live/store.js";
import { useRefill } from "./provider.js";
import type { AutoTopupSettings, Catalogue, Entitlement, Subscription, Usage, UsageQuery } from "./runtime.js";

/** What a hook has loaded. `data` stays while it is loaded again, and after a failure. */
export type Loading<T> = Loaded<T> & { reload: () => Promise<void> };

/** The balance, live: by the API's stream, or read every few seconds where there is no stream. */
export function useBalance(): LiveBalance {
  return useStore(useRefill().runtime.balance);
}

/** Whether the plan allows one more use of a feature. A hint for the page: your server must check too. */
export function useEntitlement(feature: string): Loading<Entitlement> {
  return useResource(useRefill().runtime.entitlement(feature));
}

export type UsageOptions = {
  /** The first day, such as 2026-11-01. By default the last 30 days. */
  from?: string;
  /** The day before which the range ends. */
  to?: string;
  groupBy?: UsageGroup | UsageGroup[];
  /** The IANA time zone in which days begin: UTC by default. */
  timezone?: string;
};

export type UsageGroup = "day" | "meter" | "subject" | "model" | "project" | "run" | "tag";

/** Credits spent, by the groups that you name. */
export function useUsage({ from, to, groupBy = "day", timezone }: UsageOptions = {}): Loading<Usage> {
  const query: UsageQuery = {
    groupBy: [groupBy].flat().join(","),
    ...(from && { from }),
    ...(to && { to }),
    ...(timezone && { timezone }),
  };
  return useResource(useRefill().runtime.usage(query));
}

/** What such a piece of work usually costs, from the customer's own history: half of it at most `typical`, all of it at most `atMost`. */
export function useEstimate(kind: SpendKind): Loading<TypicalCost> {
  return useResource(useRefill().runtime.typicalCost(kind));
}

/** Plans, packs and rates that are on sale. Nobody has to be signed in. */
export function usePlans(): Loading<Catalogue> {
  return useResource(useRefill().runtime.plans);
}

/** The customer's plan, free or paid. */
export function useSubscription(): Loading<{ subscription: Subscription | null }> {
  return useResource(useRefill().runtime.subscription);
}

export function useAutoTopup(): Loading<AutoTopupSettings> {
  return useResource(useRefill().runtime.autoTopup);
}

function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get, () => store.initial);
}

function useResource<T>(resource: Resource<T>): Loading<T> {
  return { ...useStore(resource), reload: resource.reload };
}
