import type { TableName } from "./tables";

/** The API version every object here is shaped for; it is the one the SDK pins. */
export const apiVersion = "2026-10-28.endive";

/**
 * The events of a row that was created or changed without one being sent. Tables without an entry send none by
 * themselves: Stripe has no `payment_intent.updated`, for instance, so flows name what happened.
 */
export const defaultEvents: { [K in TableName]?: { created?: string; updated?: string } } = {
  customer: { created: "customer.created", updated: "customer.updated" },
  product: { created: "product.created", updated: "product.updated" },
  price: { created: "price.created", updated: "price.updated" },
  payment_intent: { created: "payment_intent.created" },
  setup_intent: { created: "setup_intent.created" },
  charge: { updated: "charge.updated" },
  refund: { created: "refund.created", updated: "refund.updated" },
  dispute: { created: "charge.dispute.created", updated: "charge.dispute.updated" },
  subscription: { created: "customer.subscription.created", updated: "customer.subscription.updated" },
  subscription_schedule: { created: "subscription_schedule.created", updated: "subscription_schedule.updated" },
  test_clock: { created: "test_helpers.test_clock.created" },
  invoice: { created: "invoice.created", updated: "invoice.updated" },
  invoiceitem: { created: "invoiceitem.created" },
  coupon: { created: "coupon.created", updated: "coupon.updated" },
  promotion_code: { created: "promotion_code.created", updated: "promotion_code.updated" },
  payment_method: { updated: "payment_method.updated" },
  portal_configuration: {
    created: "billing_portal.configuration.created",
    updated: "billing_portal.configuration.updated",
  },
  portal_session: { created: "billing_portal.session.created" },
};
