import type { Tables } from "../../core/store/tables";

export type Schedule = Tables["subscription_schedule"];
export type Phase = Schedule["phases"][number];
export type PhaseItem = Phase["items"][number];

export interface ScheduleInput {
  id: string;
  created: number;
  customer: string;
  testClock: string | null;
  billingMode: Schedule["billing_mode"];
  endBehavior: string;
  metadata: Record<string, string>;
  defaults: {
    billingCycleAnchor: string;
    collectionMethod: string;
    defaultPaymentMethod: string | null;
    description: string | null;
    daysUntilDue: number | null;
  };
  phases: Phase[];
}

/** A schedule that has not begun. */
export function buildSchedule(input: ScheduleInput): Schedule {
  return {
    id: input.id,
    object: "subscription_schedule",
    application: null,
    billing_mode: input.billingMode,
    canceled_at: null,
    completed_at: null,
    created: input.created,
    current_phase: null,
    customer: input.customer,
    customer_account: null,
    default_settings: {
      application_fee_percent: null,
      automatic_tax: { disabled_reason: null, enabled: false, liability: null },
      billing_cycle_anchor: input.defaults.billingCycleAnchor,
      billing_thresholds: null,
      collection_method: input.defaults.collectionMethod,
      default_payment_method: input.defaults.defaultPaymentMethod,
      description: input.defaults.description,
      invoice_settings: {
        account_tax_ids: null,
        custom_fields: null,
        days_until_due: input.defaults.daysUntilDue,
        description: null,
        footer: null,
        issuer: { type: "self" },
      },
      on_behalf_of: null,
      transfer_data: null,
    },
    end_behavior: input.endBehavior,
    livemode: false,
    metadata: input.metadata,
    pause_schedules: [],
    phases: input.phases,
    released_at: null,
    released_subscription: null,
    status: "not_started",
    subscription: null,
    test_clock: input.testClock,
  };
}

export interface PhaseInput {
  start: number;
  end: number;
  currency: string;
  items: PhaseItem[];
  billingCycleAnchor: string | null;
  collectionMethod: string | null;
  defaultPaymentMethod: string | null;
  description: string | null;
  discounts: Phase["discounts"];
  metadata: Record<string, string>;
  prorationBehavior: string;
  trialEnd: number | null;
}

export function buildPhase(input: PhaseInput): Phase {
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: input.billingCycleAnchor,
    billing_thresholds: null,
    collection_method: input.collectionMethod,
    currency: input.currency,
    default_payment_method: input.defaultPaymentMethod,
    default_tax_rates: [],
    description: input.description,
    discounts: input.discounts,
    end_date: input.end,
    invoice_settings: null,
    items: input.items,
    metadata: input.metadata,
    on_behalf_of: null,
    proration_behavior: input.prorationBehavior,
    start_date: input.start,
    transfer_data: null,
    trial_end: input.trialEnd,
  };
}

export function buildPhaseItem(price: string, quantity: number, metadata: Record<string, string>): PhaseItem {
  return { billing_thresholds: null, discounts: [], metadata, plan: price, price, quantity, tax_rates: [] };
}
