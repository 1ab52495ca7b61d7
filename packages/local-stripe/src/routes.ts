import { couponRoutes } from "./catalogue/routes/coupons";
import { priceRoutes } from "./catalogue/routes/prices";
import { productRoutes } from "./catalogue/routes/products";
import { promotionCodeRoutes } from "./catalogue/routes/promotion-codes";
import { checkoutSessionRoutes } from "./checkout/routes";
import { testClockRoutes } from "./control/test-clocks";
import { accountRoutes } from "./core/api/account";
import type { Route } from "./core/api/route";
import { searchRoutes } from "./core/api/search";
import { webhookEndpointRoutes } from "./core/webhooks/endpoints";
import { eventRoutes } from "./core/webhooks/events";
import { customerBalanceRoutes } from "./customers/balance-routes";
import { customerRoutes } from "./customers/routes";
import { creditNoteRoutes } from "./invoices/routes/credit-notes";
import { invoiceActionRoutes } from "./invoices/routes/invoice-actions";
import { invoiceItemRoutes } from "./invoices/routes/invoice-items";
import { invoiceLineRoutes } from "./invoices/routes/invoice-lines";
import { invoicePaymentRoutes } from "./invoices/routes/invoice-payments";
import { invoiceRoutes } from "./invoices/routes/invoices";
import { balanceRoutes } from "./payments/routes/balance";
import { chargeRoutes } from "./payments/routes/charges";
import { disputeRoutes } from "./payments/routes/disputes";
import { paymentIntentRoutes } from "./payments/routes/payment-intents";
import { paymentMethodRoutes } from "./payments/routes/payment-methods";
import { setupIntentRoutes } from "./payments/routes/setup-intents";
import { portalRoutes } from "./portal/routes";
import { invoicePreviewRoutes } from "./subscriptions/routes/invoice-preview";
import { subscriptionDiscountRoutes } from "./subscriptions/routes/subscription-discounts";
import { subscriptionItemRoutes } from "./subscriptions/routes/subscription-items";
import { subscriptionScheduleRoutes } from "./subscriptions/routes/subscription-schedules";
import { subscriptionRoutes } from "./subscriptions/routes/subscriptions";

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
