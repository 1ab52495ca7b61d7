import { cardName } from "@/components/billing/card-name";
import { FactLine } from "@/components/billing/fact-line";
import { words } from "@/components/billing/outcome-words";
import { Card, CardHead } from "@/components/ui/card";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { planTitle } from "@/lib/billing/plan-quantity";
import type { PaymentView, SubscriptionView } from "@/lib/billing/types";
import { formatPrice } from "@/lib/format/money";

type Payment = PaymentView & { packCredits: bigint | null; packBonusCredits: bigint | null; quantity: number };

type PurchaseCardProps = {
  /** The plan, when one was bought. */
  plan: SubscriptionView | null;
  /** What was paid; null for a trial. */
  payment: Payment | null;
};

/** Below the outcome of a purchase: what was bought, and how it was paid. Nothing when neither is known. */
export function PurchaseCard({ plan, payment }: PurchaseCardProps) {
  if (!plan && !payment) return null;
  const paper = payment && (payment.invoiceUrl ?? payment.receiptUrl);
  return (
    <Card aria-label={words.purchase} className="mt-4 w-full">
      <CardHead
        title={words.purchase}
        action={
          paper ? (
            <a
              href={paper}
              target="_blank"
              rel="noreferrer"
              className="focus-ring rounded-md text-accent underline underline-offset-4"
            >
              {payment.invoiceUrl ? "Invoice" : "Receipt"}
              <span className="sr-only">, opens a new tab</span>
            </a>
          ) : null
        }
      />
      <dl className="grid gap-3 px-4 pb-5 sm:px-5">
        {plan ? <PlanLines plan={plan} /> : null}
        {payment && !plan ? <PackLines payment={payment} /> : null}
        {payment ? <Paid payment={payment} /> : <FactLine name="Paid today">nothing</FactLine>}
      </dl>
    </Card>
  );
}

function PlanLines({ plan: { plan, quantity, price, monthlyCredits } }: { plan: SubscriptionView }) {
  const per = price?.interval === "YEAR" ? "year" : "month";
  return (
    <>
      <FactLine name="Plan">{planTitle(plan.name, quantity)}</FactLine>
      <FactLine name="Credits">{formatCredits(monthlyCredits)} a month</FactLine>
      {price ? (
        <FactLine name="Price">
          {formatPrice(price.amountCents * quantity, price.currency)} a {per}
        </FactLine>
      ) : null}
    </>
  );
}

function PackLines({ payment: { packCredits, packBonusCredits, quantity } }: { payment: Payment }) {
  const times = BigInt(quantity);
  return (
    <>
      <FactLine name="Credits">{creditsText((packCredits ?? 0n) * times)}</FactLine>
      {packBonusCredits ? <FactLine name="Bonus">{creditsText(packBonusCredits * times)}</FactLine> : null}
    </>
  );
}

function Paid({ payment }: { payment: Payment }) {
  const { amountCents, currency, methodBrand, methodLast4, paidAt } = payment;
  const method = methodBrand ? cardName({ brand: methodBrand, last4: methodLast4 }) : null;
  return (
    <>
      <FactLine name={paidAt ? "Paid" : "To be paid"}>{formatPrice(amountCents, currency)}</FactLine>
      {method ? <FactLine name={paidAt ? "Paid with" : "Charged to"}>{method}</FactLine> : null}
    </>
  );
}
