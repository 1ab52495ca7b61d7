"use client";

export type { SpendKind, TypicalCost } from "../client/credits.js";
export { AutoTopUp } from "./components/auto-top-up.js";
export { Balance, type BalanceProps } from "./components/balance.js";
export { BuyCredits } from "./components/buy-credits.js";
export { CostHint, type CostHintProps } from "./components/cost-hint.js";
export { Paywall, type PaywallProps } from "./components/paywall.js";
export { PricingTable } from "./components/pricing-table.js";
export { UsageChart, type UsageChartProps } from "./components/usage-chart.js";
export {
  type Loading,
  type UsageGroup,
  type UsageOptions,
  useAutoTopup,
  useBalance,
  useEntitlement,
  useEstimate,
  usePlans,
  useSubscription,
  useUsage,
} from "./hooks.js";
export type { LiveBalance } from "./live/balance-feed.js";
export type { OnResume, Refused, Resumed } from "./live/resumption.js";
export { NoTokenError } from "./live/tokens.js";
export { RefillProvider, type RefillProviderProps } from "./provider.js";
export type { AutoTopupSettings, Catalogue, Entitlement, Pack, Plan, Subscription, Usage } from "./runtime.js";
export type { Texts } from "./texts.js";
export { type Checkout, useCheckout } from "./use-checkout.js";
export { type Resume, type ResumeOptions, useResume } from "./use-resume.js";
