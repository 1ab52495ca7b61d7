// Written by `npm run client:generate` from the folders here; not to be edited.

import { exportAccountEndpoint, setExternalIdEndpoint } from "@/lib/api/endpoints/accounts/definition";
import { adjustCreditsEndpoint } from "@/lib/api/endpoints/admin-accounts/definition";
import { listAuditEndpoint } from "@/lib/api/endpoints/admin-audit/definition";
import { exportUsersEndpoint, exportAuditEndpoint } from "@/lib/api/endpoints/admin-exports/definition";
import { getRevenueMetricsEndpoint, getCreditMetricsEndpoint } from "@/lib/api/endpoints/admin-metrics/definition";
import { listAllPaymentsEndpoint, previewRefundEndpoint, refundPaymentEndpoint, exportPaymentsEndpoint, exportEntriesEndpoint } from "@/lib/api/endpoints/admin-payments/definition";
import { listPlanCatalogueEndpoint, createPlanEndpoint, editPlanEndpoint, archivePlanEndpoint, linkPlanPriceEndpoint, linkPackPriceEndpoint, listPackCatalogueEndpoint, createPackEndpoint, editPackEndpoint, archivePackEndpoint, listMeterCatalogueEndpoint, createMeterEndpoint, editMeterEndpoint, archiveMeterEndpoint } from "@/lib/api/endpoints/admin-plans/definition";
import { listUsersEndpoint, createUserEndpoint, getUserEndpoint, lockUserEndpoint } from "@/lib/api/endpoints/admin-users/definition";
import { listWebhookEndpointsEndpoint, createWebhookEndpointEndpoint, getWebhookEndpointEndpoint, editWebhookEndpointEndpoint, deleteWebhookEndpointEndpoint, rollWebhookSecretEndpoint, testWebhookEndpointEndpoint, listWebhookDeliveriesEndpoint, getWebhookDeliveryEndpoint, replayWebhookDeliveryEndpoint, replayDeadWebhooksEndpoint } from "@/lib/api/endpoints/admin-webhook-endpoints/definition";
import { listWebhookEventsEndpoint, replayWebhookEventEndpoint } from "@/lib/api/endpoints/admin-webhook-events/definition";
import { listKeysEndpoint, createKeyEndpoint, revokeKeyEndpoint } from "@/lib/api/endpoints/api-keys/definition";
import { createTokenEndpoint } from "@/lib/api/endpoints/auth/definition";
import { getAutoTopupEndpoint, setAutoTopupEndpoint } from "@/lib/api/endpoints/auto-topup/definition";
import { getCreditsEndpoint, streamBalanceEndpoint, explainEndpoint, listEntriesEndpoint } from "@/lib/api/endpoints/balance/definition";
import { portalEndpoint, listBillingEventsEndpoint, listInvoicesEndpoint, listPaymentsEndpoint } from "@/lib/api/endpoints/billing/definition";
import { listBudgetsEndpoint, createBudgetEndpoint, changeBudgetEndpoint, deleteBudgetEndpoint } from "@/lib/api/endpoints/budgets/definition";
import { listCustomersEndpoint, putCustomerEndpoint, getCustomerEndpoint, deleteCustomerEndpoint, startCustomerSessionEndpoint } from "@/lib/api/endpoints/customers/definition";
import { listEntitlementsEndpoint, getEntitlementEndpoint, useEntitlementEndpoint, releaseEntitlementEndpoint } from "@/lib/api/endpoints/entitlements/definition";
import { placeHoldEndpoint, getHoldEndpoint, captureHoldEndpoint, extendHoldEndpoint, releaseHoldEndpoint } from "@/lib/api/endpoints/holds/definition";
import { getDocumentEndpoint } from "@/lib/api/endpoints/openapi/definition";
import { packCheckoutEndpoint, topUpEndpoint } from "@/lib/api/endpoints/packs/definition";
import { listPlansEndpoint } from "@/lib/api/endpoints/plans/definition";
import { redeemPromoCodeEndpoint } from "@/lib/api/endpoints/promo-codes/definition";
import { getReferralEndpoint } from "@/lib/api/endpoints/referral/definition";
import { listRefusalsEndpoint, resumeRefusalEndpoint, deleteRefusalEndpoint } from "@/lib/api/endpoints/refusals/definition";
import { checkEndpoint, estimateEndpoint, typicalCostEndpoint, consumeEndpoint, consumeBatchEndpoint, refundEndpoint } from "@/lib/api/endpoints/spending/definition";
import { getSubscriptionEndpoint, subscriptionCheckoutEndpoint, subscribeEndpoint, previewChangeEndpoint, changePlanEndpoint, cancelSubscriptionEndpoint, resumeSubscriptionEndpoint } from "@/lib/api/endpoints/subscription/definition";
import { getUsageEndpoint, recordUsageEndpoint } from "@/lib/api/endpoints/usage/definition";
import type { Definition } from "@/lib/api/http/definition";

/** The endpoints of version 1, by the folder that defines them. */
export const RESOURCES: Readonly<Record<string, readonly Definition[]>> = {
  "accounts": [exportAccountEndpoint, setExternalIdEndpoint],
  "admin-accounts": [adjustCreditsEndpoint],
  "admin-audit": [listAuditEndpoint],
  "admin-exports": [exportUsersEndpoint, exportAuditEndpoint],
  "admin-metrics": [getRevenueMetricsEndpoint, getCreditMetricsEndpoint],
  "admin-payments": [listAllPaymentsEndpoint, previewRefundEndpoint, refundPaymentEndpoint, exportPaymentsEndpoint, exportEntriesEndpoint],
  "admin-plans": [listPlanCatalogueEndpoint, createPlanEndpoint, editPlanEndpoint, archivePlanEndpoint, linkPlanPriceEndpoint, linkPackPriceEndpoint, listPackCatalogueEndpoint, createPackEndpoint, editPackEndpoint, archivePackEndpoint, listMeterCatalogueEndpoint, createMeterEndpoint, editMeterEndpoint, archiveMeterEndpoint],
  "admin-users": [listUsersEndpoint, createUserEndpoint, getUserEndpoint, lockUserEndpoint],
  "admin-webhook-endpoints": [listWebhookEndpointsEndpoint, createWebhookEndpointEndpoint, getWebhookEndpointEndpoint, editWebhookEndpointEndpoint, deleteWebhookEndpointEndpoint, rollWebhookSecretEndpoint, testWebhookEndpointEndpoint, listWebhookDeliveriesEndpoint, getWebhookDeliveryEndpoint, replayWebhookDeliveryEndpoint, replayDeadWebhooksEndpoint],
  "admin-webhook-events": [listWebhookEventsEndpoint, replayWebhookEventEndpoint],
  "api-keys": [listKeysEndpoint, createKeyEndpoint, revokeKeyEndpoint],
  "auth": [createTokenEndpoint],
  "auto-topup": [getAutoTopupEndpoint, setAutoTopupEndpoint],
  "balance": [getCreditsEndpoint, streamBalanceEndpoint, explainEndpoint, listEntriesEndpoint],
  "billing": [portalEndpoint, listBillingEventsEndpoint, listInvoicesEndpoint, listPaymentsEndpoint],
  "budgets": [listBudgetsEndpoint, createBudgetEndpoint, changeBudgetEndpoint, deleteBudgetEndpoint],
  "customers": [listCustomersEndpoint, putCustomerEndpoint, getCustomerEndpoint, deleteCustomerEndpoint, startCustomerSessionEndpoint],
  "entitlements": [listEntitlementsEndpoint, getEntitlementEndpoint, useEntitlementEndpoint, releaseEntitlementEndpoint],
  "holds": [placeHoldEndpoint, getHoldEndpoint, captureHoldEndpoint, extendHoldEndpoint, releaseHoldEndpoint],
  "openapi": [getDocumentEndpoint],
  "packs": [packCheckoutEndpoint, topUpEndpoint],
  "plans": [listPlansEndpoint],
  "promo-codes": [redeemPromoCodeEndpoint],
  "referral": [getReferralEndpoint],
  "refusals": [listRefusalsEndpoint, resumeRefusalEndpoint, deleteRefusalEndpoint],
  "spending": [checkEndpoint, estimateEndpoint, typicalCostEndpoint, consumeEndpoint, consumeBatchEndpoint, refundEndpoint],
  "subscription": [getSubscriptionEndpoint, subscriptionCheckoutEndpoint, subscribeEndpoint, previewChangeEndpoint, changePlanEndpoint, cancelSubscriptionEndpoint, resumeSubscriptionEndpoint],
  "usage": [getUsageEndpoint, recordUsageEndpoint],
};

export const ENDPOINTS: readonly Definition[] = Object.values(RESOURCES).flat();
