import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { cardName } from "@/components/billing/card-name";
import { creditsText, SignedCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { planTitle } from "@/lib/billing/plan-quantity";
import type { ChangePreview } from "@/lib/billing/plans/preview-change";
import { formatMoney, formatPrice } from "@/lib/format/money";

/** The preview of a plan change: money now and next, credits now and next, and when it takes effect. */
export function ChangePreviewFacts({ preview, outdated }: { preview: ChangePreview; outdated: boolean }) {
  const { effective, at, amountDueCents, currency, nextInvoice, creditsNow, nextRefill } = preview;
  return (
    <div className="grid gap-3 text-ink">
      {outdated ? <p className="text-warn">The amounts have changed since the last preview.</p> : null}
      <p className="text-muted">{effect(preview)}</p>
      <dl className="grid gap-y-2.5 rounded-control border border-line bg-sunken px-4 py-3.5">
        <Fact name="Due now" strong>
          {formatPrice(Math.max(0, amountDueCents), currency)}
        </Fact>
        {amountDueCents > 0 && preview.method ? <Fact name="Charged to">{cardName(preview.method)}</Fact> : null}
        <Fact name="Credits now" strong>
          {creditsNow === 0n ? "no change" : <SignedCredits amount={creditsNow} />}
        </Fact>
        <Fact name="Takes effect">{effective === "now" ? "immediately" : <DateTime at={at} show="day" />}</Fact>
        <Fact name="Next charge">
          {formatPrice(Math.max(0, nextInvoice.amountCents), currency)} on <DateTime at={nextInvoice.at} show="day" />
        </Fact>
        <Fact name="Next refill">
          {nextRefill ? (
            <>
              {creditsText(nextRefill.credits)} on <DateTime at={nextRefill.at} show="day" />
            </>
          ) : (
            "none scheduled"
          )}
        </Fact>
      </dl>
      <Lines preview={preview} />
    </div>
  );
}

function effect(preview: ChangePreview): ReactNode {
  const { kind, effective, price, quantity, monthlyCredits, amountDueCents, currency, cancelsScheduled } = preview;
  const sum = formatPrice(price.amountCents * quantity, price.currency);
  const terms = `${creditsText(monthlyCredits)} a month for ${sum} a ${price.interval === "YEAR" ? "year" : "month"}`;
  const name = planTitle(preview.plan.name, quantity);
  if (preview.isScheduled) return `${name} is already scheduled: ${terms}. Until it starts nothing changes.`;
  if (kind === "same") return `You stay on ${name}: ${terms}. The scheduled change is canceled.`;
  const instead = cancelsScheduled ? " The change that is scheduled now is canceled." : "";
  if (effective === "period_end") {
    return `${name}: ${terms}. You keep what you paid for until your period ends, and can undo this until then.${instead}`;
  }
  const credit =
    amountDueCents < 0
      ? ` ${formatPrice(-amountDueCents, currency)} of what you paid is credited to your next invoices.`
      : "";
  const start = amountDueCents > 0 ? "It starts once the payment succeeds." : "It starts immediately.";
  return `${name}: ${terms}. ${start}${credit}${instead}`;
}

function Lines({ preview: { lines, currency } }: { preview: ChangePreview }) {
  if (lines.length === 0) return null;
  return (
    <details className="group text-[13px] text-muted">
      <summary className="focus-ring inline-flex list-none items-center gap-1.5 rounded-md [&::-webkit-details-marker]:hidden">
        <ArrowRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" /> How this is calculated
      </summary>
      <ul className="mt-2 grid gap-1.5">
        {lines.map(({ description, amountCents }) => (
          <li key={`${description}${amountCents}`} className="flex justify-between gap-4">
            <span>{description}</span>
            <span className="whitespace-nowrap">{formatMoney(amountCents, currency).replace("-", "−")}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Fact({ name, strong = false, children }: { name: string; strong?: boolean; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4">
      <dt className="text-muted">{name}</dt>
      <dd className={strong ? "font-semibold text-[15px]" : "font-medium"}>{children}</dd>
    </div>
  );
}
