import type { Tables } from "../core/store/tables";

type Customer = Tables["customer"];

export interface CustomerInput {
  id: string;
  created: number;
  email: string | null;
  name: string | null;
  phone: string | null;
  description: string | null;
  address: Customer["address"];
  shipping: Customer["shipping"];
  metadata: Record<string, string>;
  invoicePrefix: string;
  defaultPaymentMethod: string | null;
  preferredLocales: string[];
  taxExempt: string;
  balance: number;
  testClock?: string | null;
}

export function buildCustomer(input: CustomerInput): Customer {
  return {
    id: input.id,
    object: "customer",
    address: input.address ?? null,
    balance: input.balance,
    created: input.created,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: input.description,
    discount: null,
    email: input.email,
    invoice_prefix: input.invoicePrefix,
    invoice_settings: {
      custom_fields: null,
      default_payment_method: input.defaultPaymentMethod,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: input.metadata,
    name: input.name,
    next_invoice_sequence: 1,
    phone: input.phone,
    preferred_locales: input.preferredLocales,
    shipping: input.shipping,
    tax_exempt: input.taxExempt,
    test_clock: input.testClock ?? null,
  };
}
