import { creditsText } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import type { DeletionEffects } from "@/lib/account/delete/preview-deletion";

/** What deleting the account takes away, in figures, and what stays. */
export function DeletionEffectsList({ effects }: { effects: DeletionEffects }) {
  const { plan, credits, apiKeys } = effects;
  return (
    <ul className="grid list-disc gap-2 pl-5">
      {plan ? (
        <li>
          {plan.name} is canceled now.{" "}
          {plan.paidUntil ? (
            <>
              It is paid until <DateTime at={plan.paidUntil} show="day" />; nothing is refunded.
            </>
          ) : (
            "Nothing is refunded."
          )}
        </li>
      ) : null}
      <li>
        {credits > 0n ? `You lose ${creditsText(Number(credits))}, from packs too.` : "You have no credits to lose."}
      </li>
      <li>
        {apiKeys === 0 ? "You are signed out everywhere." : null}
        {apiKeys === 1 ? "You are signed out everywhere, and your API key stops working." : null}
        {apiKeys > 1 ? `You are signed out everywhere, and your ${apiKeys} API keys stop working.` : null}
      </li>
      <li>Your name, address, mails, cards and sign-in data are removed, here and from your customer at Stripe.</li>
      <li>
        Payments, invoices and the history of your credits are kept for bookkeeping, under a number in place of your
        name.
      </li>
      <li>You may sign up again. A free month, a trial or a code that you had does not come a second time.</li>
    </ul>
  );
}
