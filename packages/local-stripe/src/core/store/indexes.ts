import type { TableName, Tables } from "./tables";

/** The value a row is found by; null for a row that is not to be found this way. */
export type Extract<Row> = (row: Row) => string | null;

/**
 * What rows are looked up by, other than their ids. A lookup that runs for every renewal or every delivery needs an
 * entry here, or time grows with the square of the customers.
 */
export const indexes = {
  payment_method: { customer: (row) => row.customer },
  payment_intent: { customer: (row) => row.customer },
  charge: { customer: (row) => row.customer, intent: (row) => row.payment_intent },
  refund: { charge: (row) => row.charge, intent: (row) => row.payment_intent },
  dispute: { charge: (row) => row.charge },
  balance_transaction: { source: (row) => row.source },
  price: { product: (row) => row.product, lookup_key: (row) => row.lookup_key },
  subscription: { customer: (row) => row.customer },
  invoice: {
    customer: (row) => row.customer,
    subscription: (row) => row.parent?.subscription_details?.subscription ?? null,
  },
  invoiceitem: {
    customer: (row) => row.customer,
    /** Items that wait for an invoice, by their customer. */
    pending: (row) => (row.invoice === null ? row.customer : null),
  },
  invoice_payment: { invoice: (row) => row.invoice, intent: (row) => row.payment.payment_intent ?? null },
  checkout_session: {
    customer: (row) => row.customer,
    subscription: (row) => row.subscription,
    setup: (row) => row.setup_intent,
  },
  checkout_plan: { intent: (row) => row.paymentIntent },
  delivery: {
    event: (row) => row.event,
    unfinished: (row) => (row.state === "succeeded" || row.state === "failed" ? null : row.state),
  },
} satisfies { [K in TableName]?: Record<string, Extract<Tables[K]>> };

export type Indexes = typeof indexes;
export type IndexedTable = keyof Indexes;
