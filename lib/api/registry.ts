import type { Definition } from "@/lib/api/definition";
import { exportAccountEndpoint, setExternalIdEndpoint } from "@/lib/api/definitions/account";
import { createKeyEndpoint, listKeysEndpoint, revokeKeyEndpoint } from "@/lib/api/definitions/api-keys";
import { createTokenEndpoint } from "@/lib/api/definitions/auth";
import {
  getSubscriptionEndpoint,
  listBillingEventsEndpoint,
  listInvoicesEndpoint,
  listPaymentsEndpoint,
  packCheckoutEndpoint,
  portalEndpoint,
  subscriptionCheckoutEndpoint,
} from "@/lib/api/definitions/billing";
import { listPlansEndpoint } from "@/lib/api/definitions/catalogue";
import { consumeBatchEndpoint } from "@/lib/api/definitions/consume-batch";
import { checkEndpoint, consumeEndpoint, getCreditsEndpoint, listEntriesEndpoint } from "@/lib/api/definitions/credits";
import {
  getEntitlementEndpoint,
  listEntitlementsEndpoint,
  releaseEntitlementEndpoint,
  useEntitlementEndpoint,
} from "@/lib/api/definitions/entitlements";
import { estimateEndpoint } from "@/lib/api/definitions/estimate";
import { explainEndpoint } from "@/lib/api/definitions/explain";
import { getReferralEndpoint, redeemPromoCodeEndpoint } from "@/lib/api/definitions/growth";
import {
  captureHoldEndpoint,
  getHoldEndpoint,
  placeHoldEndpoint,
  refundEndpoint,
  releaseHoldEndpoint,
} from "@/lib/api/definitions/holds";
import { getDocumentEndpoint } from "@/lib/api/definitions/openapi";
import {
  cancelSubscriptionEndpoint,
  changePlanEndpoint,
  previewChangeEndpoint,
  resumeSubscriptionEndpoint,
} from "@/lib/api/definitions/plan-changes";
import {
  getAutoTopupEndpoint,
  setAutoTopupEndpoint,
  subscribeEndpoint,
  topUpEndpoint,
} from "@/lib/api/definitions/purchases";
import { streamBalanceEndpoint } from "@/lib/api/definitions/stream";
import { getUsageEndpoint } from "@/lib/api/definitions/usage";

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
