import { creditsText } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import type { DeletionEffects } from "@/lib/account/delete/preview-deletion";

/** What deleting the account removes, in figures, and what is kept. */
export function DeletionEffectsList({ effects }: { effects: DeletionEffects }) {
  const { plan, credits, apiKeys } = effects;
  return (
    <ul className="grid list-disc gap-2 pl-5">
      {plan ? (
        <li>
          {plan.name} is canceled immediately.{" "}
          {plan.paidUntil ? (
            <>
              It is paid until <DateTime at={plan.paidUntil} show="day" />, and the rest is not refunded.
            </>
          ) : (
            "Nothing is refunded."
          )}
        </li>
      ) : null}
      <li>
        {credits > 0n
          ? `You lose ${creditsText(Number(credits))}, including those from packs.`
          : "You have no credits to lose."}
      </li>
      <li>
        {apiKeys === 0 ? "You are signed out everywhere." : null}
        {apiKeys === 1 ? "You are signed out everywhere, and your API key stops working." : null}
        {apiKeys > 1 ? `You are signed out everywhere, and your ${apiKeys} API keys stop working.` : null}
      </li>
      <li>Your name, email address, emails, cards and sign-in data are removed here and from your Stripe customer.</li>
      <li>Payments, invoices and your credit history are kept for accounting, under a number instead of your name.</li>
      <li>You can sign up again, but you do not get another free month or trial or use the same promo code again.</li>
    </ul>
  );
}
