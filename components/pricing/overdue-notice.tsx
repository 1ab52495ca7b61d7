import { words } from "@/components/pricing/words";
import { buttonStyle, LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { PaymentTrouble } from "@/lib/billing/plans/payment-trouble";
import { formatPrice } from "@/lib/format/money";

/** Above the plans, for a user whose plan has an unpaid invoice: what is due, and where to pay it. */
export function OverdueNotice({ trouble }: { trouble: PaymentTrouble }) {
  const { kind, invoice } = trouble;
  if (kind === "invoice" || !invoice) return null;
  const amount = formatPrice(invoice.amountCents, invoice.currency);
  const overdue = kind === "overdue";
  const pay = overdue ? `Pay ${amount}` : "Complete the payment";
  return (
    <Notice
      tone="warn"
      className="mt-8"
      action={
        <div className="flex flex-wrap gap-2">
          {invoice.url ? (
            <a
              href={invoice.url}
              target="_blank"
              rel="noreferrer"
              className={buttonStyle({ look: "primary", size: "small" })}
            >
              {pay}
              <span className="sr-only">, opens a new tab</span>
            </a>
          ) : null}
          <LinkButton href="/billing" size="small">
            See billing
          </LinkButton>
        </div>
      }
    >
      <p className="font-semibold">{titleOf(trouble, amount)}</p>
      <p className="mt-0.5">{overdue ? words.overdueNote : words.unfinishedNote}</p>
    </Notice>
  );
}

function titleOf({ kind, plan, invoice }: PaymentTrouble, amount: string): string {
  if (invoice?.asksBank) return words.bankAsks(plan, amount);
  return kind === "overdue" ? words.overdue(plan, amount) : words.unfinished(plan, amount);
}
