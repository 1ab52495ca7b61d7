import type { Route } from "./api/route";
import { chargeRoutes } from "./resources/charges";
import { checkoutSessionRoutes } from "./resources/checkout-sessions";
import { couponRoutes } from "./resources/coupons";
import { customerRoutes } from "./resources/customers";
import { disputeRoutes } from "./resources/disputes";
import { eventRoutes } from "./resources/events";
import { invoiceRoutes } from "./resources/invoices";
import { paymentIntentRoutes } from "./resources/payment-intents";
import { paymentMethodRoutes } from "./resources/payment-methods";
import { portalRoutes } from "./resources/portal";
import { priceRoutes } from "./resources/prices";
import { productRoutes } from "./resources/products";
import { promotionCodeRoutes } from "./resources/promotion-codes";
import { setupIntentRoutes } from "./resources/setup-intents";
import { subscriptionItemRoutes } from "./resources/subscription-items";
import { subscriptionRoutes } from "./resources/subscriptions";
import { testClockRoutes } from "./resources/test-clocks";
import { webhookEndpointRoutes } from "./resources/webhook-endpoints";

/** The whole `/v1` surface. Fixed paths come before those with an id, so that `create_preview` is never taken for one. */
export const routes: readonly Route[] = [
  ...customerRoutes,
  ...productRoutes,
  ...priceRoutes,
  ...couponRoutes,
  ...promotionCodeRoutes,
  ...checkoutSessionRoutes,
  ...subscriptionRoutes,
  ...subscriptionItemRoutes,
  ...invoiceRoutes,
  ...paymentIntentRoutes,
  ...setupIntentRoutes,
  ...paymentMethodRoutes,
  ...chargeRoutes,
  ...disputeRoutes,
  ...portalRoutes,
  ...testClockRoutes,
  ...webhookEndpointRoutes,
  ...eventRoutes,
].sort((a, b) => Number(a.path.includes(":")) - Number(b.path.includes(":")));
