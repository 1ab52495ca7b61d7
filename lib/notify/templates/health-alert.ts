import type { AlertKind, ContentOf, Letter } from "@/lib/notify/types";
import { moment } from "@/lib/notify/words";

/** What is broken, as a headline. */
export const ALERT_TITLES: Record<AlertKind, string> = {
  ledger_inconsistent: "The ledger is inconsistent",
  drift_not_healed: "Stripe and the database differ",
  queue_lags: "Background work is late",
  metrics_lag: "The overview is out of date",
  webhooks_not_processed: "Webhook events are not processed",
  webhooks_stopped: "Stripe's webhooks do not arrive",
};

const CLEAR_TITLES: Record<AlertKind, string> = {
  ledger_inconsistent: "The ledger is consistent again",
  drift_not_healed: "Stripe and the database agree again",
  queue_lags: "Background work is on time again",
  metrics_lag: "The overview is up to date again",
  webhooks_not_processed: "Webhook events are processed again",
  webhooks_stopped: "Stripe's webhooks arrive again",
};

export function healthAlert({ kind, stage, sentence, since }: ContentOf<"health_alert">): Letter {
  const title = ALERT_TITLES[kind];
  const button = { name: "Open health", link: "/admin/health" };
  const why = "You get this email because you are an admin.";
  if (stage === "cleared") {
    return {
      subject: `All clear: ${CLEAR_TITLES[kind]}`,
      paragraphs: [`This is resolved. It began on ${moment(since)}.`, `It was: ${sentence}`],
      facts: [],
      button,
      why,
    };
  }
  const begun = stage === "raised" ? "You get one email a day while it lasts." : `It began on ${moment(since)}.`;
  return { subject: title, paragraphs: [sentence, begun], facts: [], button, why };
}
