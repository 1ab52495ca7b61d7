import { clearable, int, object, oneOf, text } from "../../core/api/params";
import type { Schedule } from "../objects/subscription-schedule";

const settings = {
  billing_cycle_anchor: oneOf("automatic", "phase_start"),
  collection_method: oneOf("charge_automatically", "send_invoice"),
  default_payment_method: text,
  description: clearable(text),
  invoice_settings: object({ days_until_due: int }),
};
/** What the phases of a schedule have in common. */
export const defaultSettings = object(settings);

export function mergeSettings(
  before: Schedule["default_settings"],
  sent: ReturnType<typeof defaultSettings>,
): Schedule["default_settings"] {
  return {
    ...before,
    billing_cycle_anchor: sent?.billing_cycle_anchor ?? before.billing_cycle_anchor,
    collection_method: sent?.collection_method ?? before.collection_method,
    default_payment_method: sent?.default_payment_method ?? before.default_payment_method,
    description: sent?.description === undefined ? before.description : sent.description,
    invoice_settings: {
      ...before.invoice_settings,
      days_until_due: sent?.invoice_settings?.days_until_due ?? before.invoice_settings.days_until_due,
    },
  };
}
