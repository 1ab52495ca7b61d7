import { type DiscountsParam, discountsParam } from "../../catalogue/discount-params";
import { redeemAll } from "../../catalogue/redeem";
import { ApiError, invalid, missingParameter } from "../../core/api/errors";
import { customerOf, subscriptionById } from "../../core/api/existing";
import { bool, int, list, object, oneOf, required, text } from "../../core/api/params";
import { type Route, route } from "../../core/api/route";
import { newId } from "../../core/ids";
import { currencyCode, requireBillable } from "../../core/money/currencies";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { discountLines } from "../../invoices/discounts";
import { lineOfItem } from "../../invoices/draft";
import { buildInvoice } from "../../invoices/objects/invoice";
import { createOneOff, oneOffShape } from "../../invoices/one-off";
import { pendingItems } from "../../invoices/pending";
import { planChange } from "../change-plan";
import { changeInvoice, type PreviewExtras, upcomingInvoice } from "../upcoming";
import { itemShape } from "./subscription-item-params";

export const invoicePreviewRoutes: Route[] = [
  route(
    "POST",
    "/v1/invoices/create_preview",
    {
      currency: currencyCode,
      customer: text,
      discounts: discountsParam,
      invoice_items: list(object({ ...oneOffShape, currency: currencyCode })),
      preview_mode: oneOf("next"),
      subscription: text,
      subscription_details: object({
        billing_cycle_anchor: object({ type: required(oneOf("now", "unchanged")) }),
        items: list(object({ ...itemShape, id: text, deleted: bool })),
        proration_behavior: oneOf("always_invoice", "create_prorations", "none"),
        proration_date: int,
        trial_end: oneOf("now"),
      }),
    },
    ({ tx, params }) => {
      const subscription =
        params.subscription === undefined
          ? nextOf(tx, params.customer)
          : subscriptionById(tx, params.subscription, "subscription");
      const customer = subscription?.customer ?? params.customer;
      if (customer === undefined) throw missingParameter("customer");
      if (params.customer !== undefined && params.customer !== customer) {
        throw invalid("The subscription belongs to another customer.", "customer");
      }
      const currency =
        subscription?.currency ?? params.currency ?? customerOf(tx, customer, "customer").currency ?? "usd";
      const extras = extrasOf(tx, params.invoice_items ?? [], params.discounts, {
        customer,
        currency,
        kept: subscription?.discounts ?? [],
      });
      if (subscription === null) return billable(oneOffPreview(tx, customer, currency, extras));
      const details = params.subscription_details;
      const anchorNow = details?.billing_cycle_anchor?.type === "now";
      const endsTrial = details?.trial_end === "now" && subscription.status === "trialing";
      if (details === undefined || (details.items === undefined && !anchorNow && !endsTrial)) {
        return billable(upcomingInvoice(tx, subscription, extras));
      }
      const behavior = details.proration_behavior ?? "create_prorations";
      const date = details.proration_date ?? tx.now;
      const plan = planChange(tx, subscription, { items: details.items ?? [], behavior, date, anchorNow, endsTrial });
      if (plan.isNewCycle || behavior === "always_invoice") return billable(changeInvoice(tx, plan, extras));
      const lines = [...plan.lines, ...(extras.lines ?? [])];
      return billable(upcomingInvoice(tx, plan.after, { ...extras, lines }));
    },
  ),
];

/** An invoice that could be issued, or Stripe's refusal of its total. */
function billable(invoice: Tables["invoice"]): Tables["invoice"] {
  requireBillable(invoice.total, invoice.currency, "subscription_details[items]");
  return invoice;
}

type ItemParams = Parameters<typeof createOneOff>[1] & { currency?: string | undefined };

/** Lines and discounts that exist for the preview only. */
function extrasOf(
  tx: Tx,
  items: readonly ItemParams[],
  wanted: DiscountsParam,
  given: { customer: string; currency: string; kept: readonly string[] },
): PreviewExtras {
  const { customer, currency, kept } = given;
  const lines = items.map((params, index) => {
    const name = `invoice_items[${index}]`;
    const item = createOneOff(tx, params, { customer, currency, invoice: null, subscription: null, name });
    tx.hush("invoiceitem", item.id);
    tx.remove("invoiceitem", item.id);
    return lineOfItem(item);
  });
  if (wanted === undefined) return { lines };
  const context = { customer, currency, subtotal: null };
  return { lines, discounts: redeemAll(tx, wanted, { context, target: {}, kept, isPreview: true }) };
}

function oneOffPreview(tx: Tx, customer: string, currency: string, extras: PreviewExtras): Tables["invoice"] {
  const pending = pendingItems(tx, { customer, subscription: null, currency }).map(lineOfItem);
  const lines = [...pending, ...(extras.lines ?? [])];
  if (lines.length === 0) {
    throw new ApiError(404, {
      type: "invalid_request_error",
      code: "invoice_upcoming_none",
      message: `No upcoming invoices for customer: ${customer}`,
    });
  }
  const discounts = [...(extras.discounts ?? [])];
  return buildInvoice({
    id: newId("upcoming_in"),
    created: tx.now,
    customer: tx.need("customer", customer),
    currency,
    lines: discountLines(tx, lines, discounts, currency),
    discounts,
    billingReason: "upcoming",
    parent: null,
    periodStart: tx.now,
    periodEnd: tx.now,
    metadata: {},
    description: null,
    autoAdvance: true,
    finalizesAt: null,
  });
}

/** The customer's subscription that is billed next. */
function nextOf(tx: Tx, customer: string | undefined): Tables["subscription"] | null {
  if (customer === undefined) return null;
  customerOf(tx, customer, "customer");
  const live = tx.where("subscription", "customer", customer).filter((row) => row.ended_at === null);
  const endOf = (row: Tables["subscription"]) => row.items.data[0]?.current_period_end ?? 0;
  return live.sort((a, b) => endOf(a) - endOf(b))[0] ?? null;
}
