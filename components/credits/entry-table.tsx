import type { Route } from "next";
import { EntryLink, RunDetails } from "@/components/credits/entry-link";
import type { EntryRow } from "@/components/credits/entry-rows";
import { entryTitle, entryWhy, purchaseTitle } from "@/components/credits/entry-words";
import { historyRows } from "@/components/credits/history-rows";
import { NotCharged } from "@/components/credits/not-charged";
import { UnusedRefills } from "@/components/credits/unused-refills";
import { formatCredits, SignedCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { KnownMeters } from "@/components/usage/meter-words";
import type { UnusedRefill } from "@/lib/billing/refills/dormancy/unused-refills";
import type { PaymentView } from "@/lib/billing/types";
import { formatMoney } from "@/lib/format/money";
import type { EntrySource } from "@/lib/ledger/entry-sources";
import type { Entry, Hold } from "@/lib/ledger/types";

type EntryTableProps = {
  entries: Entry[];
  sources: Map<string, EntrySource>;
  meters: KnownMeters;
  /** The payments of purchases, by id: their rows show the price. */
  payments?: ReadonlyMap<string, PaymentView>;
  /** Refills that expired unused before an entry, by its number. */
  unused?: ReadonlyMap<bigint, UnusedRefill[]>;
  /** Holds that ended without a spend, newest first: they have rows of their own. */
  notCharged?: readonly Hold[];
  /** The page about an entry; without it the rows lead nowhere. */
  hrefOf?: (entry: Entry) => Route;
  /** Shows at most so many rows. */
  rows?: number;
  /** Lists at most so many entries of a run. */
  listed?: number;
};

/** Ledger entries, newest first: time, reason, amount and the balance after. Runs of the same spend share a row. */
export function EntryTable({ entries, notCharged = [], rows = Number.POSITIVE_INFINITY, ...rest }: EntryTableProps) {
  return (
    <Table caption="Ledger entries">
      <thead>
        <tr>
          <Th className="hidden w-48 sm:table-cell">When</Th>
          <Th>Description</Th>
          <Th number>Credits</Th>
          <Th number>Balance</Th>
        </tr>
      </thead>
      <tbody>
        {historyRows(entries, notCharged)
          .slice(0, rows)
          .map((row) =>
            row.kind === "not charged" ? (
              <NotCharged key={row.holds[0].id} holds={row.holds} />
            ) : (
              <Row key={String(row.entries[0].seq)} row={row} {...rest} />
            ),
          )}
      </tbody>
    </Table>
  );
}

type RowProps = Omit<EntryTableProps, "entries" | "notCharged" | "rows"> & { row: EntryRow };

function Row({ row, sources, meters, payments, unused, hrefOf, listed }: RowProps) {
  const [latest] = row.entries;
  const first = row.entries.at(-1) ?? latest;
  const title = row.kind === "purchase" ? purchaseTitle(row.entries, meters) : entryTitle(latest, meters);
  return (
    <tr data-entry={latest.type} data-entries={row.entries.length} className="relative has-[a:hover]:bg-sunken">
      <Td className="hidden whitespace-nowrap text-faint sm:table-cell">
        <Time from={first} to={latest} />
      </Td>
      <Td>
        {row.kind === "run" ? (
          <RunDetails
            title={`${row.entries.length} × ${title}`}
            listed={listed}
            entries={row.entries.map((entry) => ({
              seq: Number(entry.seq),
              amount: Number(entry.amount),
              at: entry.createdAt,
              href: hrefOf?.(entry) ?? null,
            }))}
          />
        ) : (
          <>
            <EntryLink href={hrefOf?.(first) ?? null}>{title}</EntryLink>
            <span className="block text-[12.5px] text-faint">
              {row.kind === "purchase" ? partsOf(row.entries) : entryWhy(latest, sources, meters)}
              <Price payment={first.paymentId ? payments?.get(first.paymentId) : undefined} entry={first} />
            </span>
            <UnusedRefills refills={unused?.get(latest.seq) ?? []} />
          </>
        )}
        <span className="block text-[12.5px] text-faint sm:hidden">
          <Time from={first} to={latest} />
        </span>
      </Td>
      <Td number>
        <SignedCredits amount={row.amount} />
      </Td>
      <Td number className="text-muted">
        {formatCredits(latest.balanceAfter).replace("-", "−")}
      </Td>
    </tr>
  );
}

function Time({ from, to }: { from: Entry; to: Entry }) {
  const isSpan = to.createdAt.getTime() - from.createdAt.getTime() > 60_000;
  if (!isSpan) return <DateTime at={to.createdAt} />;
  return (
    <>
      <DateTime at={from.createdAt} show="short" /> – <DateTime at={to.createdAt} show="day" />
    </>
  );
}

/** "500 and 50 bonus credits". */
function partsOf(entries: readonly Entry[]): string {
  return entries
    .toReversed()
    .map(({ amount, description }) => `${formatCredits(amount)}${description.startsWith("Bonus") ? " bonus" : ""}`)
    .join(" + ");
}

/** What a pack cost. A plan's payment may pay for many refills, so it is only on the entry's own page. */
function Price({ payment, entry }: { payment: PaymentView | undefined; entry: Entry }) {
  if (payment?.kind !== "PACK" || entry.type !== "GRANT") return null;
  return <> · {formatMoney(payment.amountCents, payment.currency)}</>;
}
