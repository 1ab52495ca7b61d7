import type { Route } from "./api/route";
import { accountRoutes } from "./resources/account";
import { balanceRoutes } from "./resources/balance";
import { chargeRoutes } from "./resources/charges";
import { checkoutSessionRoutes } from "./resources/checkout-sessions";
import { couponRoutes } from "./resources/coupons";
import { creditNoteRoutes } from "./resources/credit-notes";
import { customerBalanceRoutes } from "./resources/customer-balance";
import { customerRoutes } from "./resources/customers";
import { disputeRoutes } from "./resources/disputes";
import { eventRoutes } from "./resources/events";
import { invoiceActionRoutes } from "./resources/invoice-actions";
import { invoiceItemRoutes } from "./resources/invoice-items";
import { invoiceLineRoutes } from "./resources/invoice-lines";
import { invoicePaymentRoutes } from "./resources/invoice-payments";
import { invoicePreviewRoutes } from "./resources/invoice-preview";
import { invoiceRoutes } from "./resources/invoices";
import { paymentIntentRoutes } from "./resources/payment-intents";
import { paymentMethodRoutes } from "./resources/payment-methods";
import { portalRoutes } from "./resources/portal";
import { priceRoutes } from "./resources/prices";
import { productRoutes } from "./resources/products";
import { promotionCodeRoutes } from "./resources/promotion-codes";
import { searchRoutes } from "./resources/search";
import { setupIntentRoutes } from "./resources/setup-intents";
import { subscriptionDiscountRoutes } from "./resources/subscription-discounts";
import { subscriptionItemRoutes } from "./resources/subscription-items";
import { subscriptionScheduleRoutes } from "./resources/subscription-schedules";
import { subscriptionRoutes } from "./resources/subscriptions";
import { testClockRoutes } from "./resources/test-clocks";
import { webhookEndpointRoutes } from "./resources/webhook-endpoints";

/** The whole `/v1` surface. Fixed paths come before those with an id, so that `create_preview` is never taken for one. */
export const routes: readonly Route[] = [
  ...accountRoutes,
  ...customerRoutes,
  ...customerBalanceRoutes,
  ...productRoutes,
  ...priceRoutes,
  ...couponRoutes,
  ...promotionCodeRoutes,
  ...checkoutSessionRoutes,
  ...subscriptionRoutes,
  ...subscriptionDiscountRoutes,
  ...subscriptionItemRoutes,
  ...subscriptionScheduleRoutes,
  ...invoiceRoutes,
  ...invoicePreviewRoutes,
  ...invoiceActionRoutes,
  ...invoiceLineRoutes,
  ...invoiceItemRoutes,
  ...invoicePaymentRoutes,
  ...creditNoteRoutes,
  ...paymentIntentRoutes,
  ...setupIntentRoutes,
  ...paymentMethodRoutes,
  ...chargeRoutes,
  ...disputeRoutes,
  ...searchRoutes,
  ...balanceRoutes,
  ...portalRoutes,
  ...testClockRoutes,
  ...webhookEndpointRoutes,
  ...eventRoutes,
].sort((a, b) => Number(a.path.includes(":")) - Number(b.path.includes(":")));
