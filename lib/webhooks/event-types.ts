/** What other apps are told of, with what each is in a few words. The type never changes once it is sent. */
export const EVENT_WORDS = {
  "balance.low": "Fewer credits can be spent than the account's low-balance threshold.",
  "balance.depleted": "No credits are left to spend.",
  "balance.recovered": "The balance is back at or above the threshold.",
  "budget.reached": "Spends have used 90 % of a cap or more, in its day, week, month or rolling window.",
  "credits.granted": "Credits were added: a refill, a pack, a code, a reward or an adjustment.",
  "credits.expired": "Credits expired, or ended with a refill.",
  "credits.resumable": "A spend that was refused can be paid for now.",
  "credits.spent.summary": "What an account spent since the last summary, once an hour.",
  "customer.created": "A user signed up, or was created by an admin or another app.",
  "customer.updated": "An app or an admin changed the external id, the address or the name of a customer.",
  "customer.deleted": "An account was deleted.",
  "subscription.started": "A plan or a trial began.",
  "subscription.renewed": "A period was paid.",
  "subscription.changed": "The plan, price or quantity changed.",
  "subscription.change_scheduled": "A change is set for the end of the period.",
  "subscription.change_unscheduled": "The scheduled change was undone.",
  "subscription.cancel_scheduled": "It is set to end.",
  "subscription.resumed": "The cancellation was undone.",
  "subscription.paused": "Payments are paused.",
  "subscription.unpaused": "Payments go on.",
  "subscription.ended": "It ended.",
  "payment.succeeded": "A payment for a plan or a pack succeeded.",
  "payment.pending": "A payment is on its way, as bank debits are for days.",
  "payment.failed": "An invoice could not be collected.",
  "payment.refunded": "Money was refunded.",
  "payment.refund_failed": "A refund did not reach the customer.",
  "payment.credited": "A credit note gave money back to the balance or outside of Stripe.",
  "payment.disputed": "The cardholder's bank takes the payment back.",
  "payment.dispute_won": "The dispute was won.",
  "payment.dispute_lost": "The dispute was lost.",
  "top_up.succeeded": "A pack of credits was paid for.",
  "top_up.stopped": "Auto top-up turned itself off; the reason says why.",
} as const;

export type EventType = keyof typeof EVENT_WORDS;

export const EVENT_TYPES = Object.keys(EVENT_WORDS) as EventType[];

/** What the button and the endpoint for tests send, to one endpoint. */
export const TEST_EVENT = "test";
