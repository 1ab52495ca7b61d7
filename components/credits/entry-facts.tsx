import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { entryHref } from "@/components/credits/entry-href";
import { actorText, entryTypeNames } from "@/components/credits/entry-words";
import { metadataRows } from "@/components/credits/metadata-rows";
import { Card, CardHead } from "@/components/ui/card";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { type KnownMeters, meterName, quantityText } from "@/components/usage/meter-words";
import type { PaymentView } from "@/lib/billing/types";
import { formatMoney } from "@/lib/format/money";
import type { EntryDetail } from "@/lib/ledger/entry-detail";
import { keyAsSent } from "@/lib/ledger/reserved-keys";
import { splitMetadata } from "@/lib/ledger/spend-details";

/** Characters that do not fit into half of the card. */
const LONG = 40;

type EntryFactsProps = { detail: EntryDetail; apiKey: string | null; meters: KnownMeters };

/** What an entry is, who made it, and what it belongs to. */
export function EntryFacts({ detail: { entry, hold, undoneBy }, apiKey, meters }: EntryFactsProps) {
  // Other types have keys of this code.
  const key = entry.type === "USAGE" ? keyAsSent(entry.idempotencyKey) : null;
  const { metadata, details } = splitMetadata(entry.metadata);
  const { items: _items, ...dimensions } = details;
  const undone = undoneBy.reduce((sum, { amount }) => sum + amount, 0n);
  return (
    <Facts title="Details">
      <Fact name="Type">{entryTypeNames[entry.type]}</Fact>
      <Fact name="When">
        <DateTime at={entry.createdAt} />
      </Fact>
      <Fact name="Balance">
        {number(entry.balanceBefore)} → {number(entry.balanceAfter)}
      </Fact>
      <Fact name="By">{apiKey ? `API key “${apiKey}”` : actorText(entry.actor)}</Fact>
      {entry.meter && entry.quantity ? (
        <Fact name="Metered">
          {quantityText(meters, entry.meter, entry.quantity)}
          {entry.rateVersion === null ? "" : `, at version ${entry.rateVersion} of the rate`}
        </Fact>
      ) : null}
      {details.items?.map(({ meter, quantity, credits, rateVersion }) => (
        <Fact key={meter} name={meterName(meters, meter)}>
          {quantityText(meters, meter, quantity)}, {creditsText(BigInt(credits))}, at version {rateVersion} of the rate
        </Fact>
      ))}
      {metadataRows(dimensions).map(({ path, label, text }) => (
        <Fact key={path} name={label}>
          <span className="wrap-anywhere">{text}</span>
        </Fact>
      ))}
      {key ? (
        <Fact name="Idempotency key">
          <code className="wrap-anywhere font-mono text-[13px]">{key}</code>
        </Fact>
      ) : null}
      {hold ? (
        <Fact name="Hold">
          {creditsText(hold.amount)} held on <DateTime at={hold.createdAt} />, {formatCredits(hold.captured)} used
        </Fact>
      ) : null}
      {entry.undoesSeq === null ? null : (
        <Fact name="Reverses">
          <EntryNumber seq={entry.undoesSeq} />
        </Fact>
      )}
      {undoneBy.length > 0 ? (
        <Fact name={entry.type === "CLAWBACK" ? "Restored" : "Returned"}>
          {formatCredits(undone)} by{" "}
          {undoneBy.map(({ seq }, nth) => (
            <span key={String(seq)}>
              {nth > 0 ? ", " : ""}
              <EntryNumber seq={seq} />
            </span>
          ))}
        </Fact>
      ) : null}
      {metadataRows(metadata ?? {}).map(({ path, label, text }) => (
        <Fact key={path} name={label} wide={text.length > LONG}>
          <span className="wrap-anywhere">{text}</span>
        </Fact>
      ))}
    </Facts>
  );
}

/** The payment behind an entry, with its receipt and invoice. */
export function EntryPayment({ payment }: { payment: PaymentView }) {
  const papers = [
    { name: "Receipt", url: payment.receiptUrl },
    { name: "Invoice", url: payment.invoiceUrl },
    { name: "PDF", url: payment.invoicePdfUrl },
  ].filter(({ url }) => url !== null);
  return (
    <Facts
      title="Payment"
      action={
        <Link href={"/billing#payments" as Route} className="focus-ring rounded-md text-muted hover:text-ink">
          All payments
        </Link>
      }
    >
      <Fact name="For">{payment.description}</Fact>
      <Fact name="Amount">{formatMoney(payment.amountCents, payment.currency)}</Fact>
      {payment.refundedCents + payment.creditedCents > 0 ? (
        <Fact name="Given back">{formatMoney(payment.refundedCents + payment.creditedCents, payment.currency)}</Fact>
      ) : null}
      <Fact name="Paid">{payment.paidAt ? <DateTime at={payment.paidAt} /> : "not yet"}</Fact>
      {papers.length > 0 ? (
        <Fact name="Receipts and invoices">
          <span className="flex flex-wrap gap-x-4">
            {papers.map(({ name, url }) => (
              <a
                key={name}
                href={url ?? ""}
                target="_blank"
                rel="noreferrer"
                className="focus-ring rounded-md text-accent underline underline-offset-4"
              >
                {name}
                <span className="sr-only">, opens a new tab</span>
              </a>
            ))}
          </span>
        </Fact>
      ) : null}
    </Facts>
  );
}

function Facts({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <Card aria-label={title}>
      <CardHead title={title} action={action} />
      <dl className="grid gap-x-6 gap-y-4 px-4 pb-5 sm:grid-cols-2 sm:px-5">{children}</dl>
    </Card>
  );
}

function Fact({ name, wide = false, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? "min-w-0 sm:col-span-2" : "min-w-0"}>
      <dt className="text-[13px] text-faint">{name}</dt>
      <dd className="mt-0.5">{children}</dd>
    </div>
  );
}

function EntryNumber({ seq }: { seq: bigint }) {
  return (
    <Link href={entryHref({ seq })} className="focus-ring rounded-md underline underline-offset-4">
      entry {String(seq)}
    </Link>
  );
}

const number = (amount: bigint): string => formatCredits(amount).replace("-", "−");
