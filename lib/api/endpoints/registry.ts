import { exportAccountEndpoint, setExternalIdEndpoint } from "@/lib/api/endpoints/accounts/definition";
import { createKeyEndpoint, listKeysEndpoint, revokeKeyEndpoint } from "@/lib/api/endpoints/api-keys/definition";
import { createTokenEndpoint } from "@/lib/api/endpoints/auth/definition";
import { explainEndpoint } from "@/lib/api/endpoints/balance/explain-definition";
import { streamBalanceEndpoint } from "@/lib/api/endpoints/balance/stream-definition";
import {
  getSubscriptionEndpoint,
  listBillingEventsEndpoint,
  listInvoicesEndpoint,
  listPaymentsEndpoint,
  packCheckoutEndpoint,
  portalEndpoint,
  subscriptionCheckoutEndpoint,
} from "@/lib/api/endpoints/billing/definition";
import {
  getEntitlementEndpoint,
  listEntitlementsEndpoint,
  releaseEntitlementEndpoint,
  useEntitlementEndpoint,
} from "@/lib/api/endpoints/entitlements/definition";
import {
  captureHoldEndpoint,
  getHoldEndpoint,
  placeHoldEndpoint,
  refundEndpoint,
  releaseHoldEndpoint,
} from "@/lib/api/endpoints/holds/definition";
import { getDocumentEndpoint } from "@/lib/api/endpoints/openapi/definition";
import {
  getAutoTopupEndpoint,
  setAutoTopupEndpoint,
  subscribeEndpoint,
  topUpEndpoint,
} from "@/lib/api/endpoints/packs/definition";
import { listPlansEndpoint } from "@/lib/api/endpoints/plans/definition";
import { getReferralEndpoint, redeemPromoCodeEndpoint } from "@/lib/api/endpoints/promo-codes/definition";
import { consumeBatchEndpoint } from "@/lib/api/endpoints/spending/batch-definition";
import {
  checkEndpoint,
  consumeEndpoint,
  getCreditsEndpoint,
  listEntriesEndpoint,
} from "@/lib/api/endpoints/spending/definition";
import { estimateEndpoint } from "@/lib/api/endpoints/spending/estimate-definition";
import {
  cancelSubscriptionEndpoint,
  changePlanEndpoint,
  previewChangeEndpoint,
  resumeSubscriptionEndpoint,
} from "@/lib/api/endpoints/subscription/definition";
import { getUsageEndpoint } from "@/lib/api/endpoints/usage/definition";
import type { Definition } from "@/lib/api/http/definition";

/** Every endpoint of version 1, in the order of the reference. */
export const ENDPOINTS: readonly Definition[] = [
  createTokenEndpoint,
  listKeysEndpoint,
  createKeyEndpoint,
  revokeKeyEndpoint,
  exportAccountEndpoint,
  setExternalIdEndpoint,
  listPlansEndpoint,
  getCreditsEndpoint,
  streamBalanceEndpoint,
  explainEndpoint,
  listEntriesEndpoint,
  checkEndpoint,
  estimateEndpoint,
  consumeEndpoint,
  consumeBatchEndpoint,
  refundEndpoint,
  placeHoldEndpoint,
  getHoldEndpoint,
  captureHoldEndpoint,
  releaseHoldEndpoint,
  getUsageEndpoint,
  packCheckoutEndpoint,
  topUpEndpoint,
  getAutoTopupEndpoint,
  setAutoTopupEndpoint,
  getSubscriptionEndpoint,
  subscriptionCheckoutEndpoint,
  subscribeEndpoint,
  previewChangeEndpoint,
  changePlanEndpoint,
  cancelSubscriptionEndpoint,
  resumeSubscriptionEndpoint,
  portalEndpoint,
  listBillingEventsEndpoint,
  listInvoicesEndpoint,
  listPaymentsEndpoint,
  listEntitlementsEndpoint,
  getEntitlementEndpoint,
  useEntitlementEndpoint,
  releaseEntitlementEndpoint,
  redeemPromoCodeEndpoint,
  getReferralEndpoint,
  getDocumentEndpoint,
];
