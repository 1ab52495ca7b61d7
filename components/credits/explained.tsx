import Link from "next/link";
import { type BalanceSnapshot, frozenCredits, heldCredits, lotName } from "@/components/credits/balance-snapshot";
import { entryHref } from "@/components/credits/entry-href";
import { entryTypeNames } from "@/components/credits/entry-words";
import { Card, CardHead } from "@/components/ui/card";
import { creditsText, formatCredits, SignedCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { Explanation, Movement } from "@/lib/ledger/explanation";

type ExplainedByTypeProps = { explanation: Explanation; snapshot: BalanceSnapshot };

/** The balance as a sum: each type of entry, the total, and what of it cannot be spent now. */
export function ExplainedByType({ explanation: { byType, balance }, snapshot }: ExplainedByTypeProps) {
  return (
    <Card aria-label="By type">
      <CardHead title="Your balance as a sum" />
      <Table caption="All entries, added up by type">
        <thead>
          <tr>
            <Th>What happened</Th>
            <Th number>Entries</Th>
            <Th number>Credits</Th>
          </tr>
        </thead>
        <tbody>
          {byType.map(({ type, amount, entryCount }) => (
            <tr key={type}>
              <Td>{entryTypeNames[type]}</Td>
              <Td number className="text-muted">
                {formatCredits(entryCount)}
              </Td>
              <Td number>
                <SignedCredits amount={amount} />
              </Td>
            </tr>
          ))}
          <tr>
            <Td className="font-semibold">Balance</Td>
            <Td number />
            <Td number className="font-semibold" data-testid="explained-balance">
              {formatCredits(balance).replace("-", "−")}
            </Td>
          </tr>
          {balance === BigInt(snapshot.available) ? null : <Unavailable snapshot={snapshot} />}
        </tbody>
      </Table>
    </Card>
  );
}

/** From the balance to what is available. */
function Unavailable({ snapshot }: { snapshot: BalanceSnapshot }) {
  const parts = [
    { name: "Held for work in progress", credits: heldCredits(snapshot) },
    { name: "Frozen by a dispute", credits: frozenCredits(snapshot) },
  ];
  return (
    <>
      {parts.map(({ name, credits }) =>
        credits > 0 ? (
          <tr key={name}>
            <Td>{name}</Td>
            <Td number />
            <Td number>
              <SignedCredits amount={-credits} />
            </Td>
          </tr>
        ) : null,
      )}
      <tr>
        <Td className="font-semibold">Available</Td>
        <Td number />
        <Td number className="font-semibold" data-testid="explained-available">
          {formatCredits(snapshot.available)}
        </Td>
      </tr>
    </>
  );
}

/** Each lot: what was granted, what became of it, and the entries behind each number. */
export function ExplainedByLot({ explanation: { byLot, otherLots, byDebt } }: { explanation: Explanation }) {
  return (
    <Card aria-label="By source">
      <CardHead title="Where each credit came from and went" note="newest first" />
      <ul className="border-line border-t">
        {byLot.toReversed().map(({ lot, movements }) => (
          <li
            key={lot.id}
            id={`lot-${lot.id}`}
            className="scroll-mt-20 border-line border-b px-4 py-4 last:border-b-0 target:bg-sunken sm:px-5"
          >
            <div className="flex items-baseline justify-between gap-4">
              <p>
                <span className="font-medium">{lot.description || lotName(lot.kind)}</span>{" "}
                <span className="text-[12.5px] text-faint">
                  {lotName(lot.kind)}, <DateTime at={lot.effectiveAt} show="day" />
                </span>
              </p>
              <p className="whitespace-nowrap">
                <span className="font-medium">{formatCredits(lot.remaining)}</span>{" "}
                <span className="text-faint">of {formatCredits(lot.amount)} left</span>
              </p>
            </div>
            <Movements movements={movements} />
          </li>
        ))}
        {otherLots.count > 0n ? (
          <li className="border-line border-b px-4 py-4 last:border-b-0 sm:px-5">
            <p className="font-medium">
              {formatCredits(otherLots.count)} earlier sources, with {creditsText(otherLots.remaining)} left
            </p>
            <Movements movements={otherLots.movements} />
          </li>
        ) : null}
        {byDebt.length > 0 ? (
          <li className="px-4 py-4 sm:px-5">
            <p className="font-medium">Owed</p>
            <Movements movements={byDebt} />
          </li>
        ) : null}
      </ul>
    </Card>
  );
}

function Movements({ movements }: { movements: Movement[] }) {
  return (
    <ul className="mt-2 grid gap-1.5 border-line border-l pl-4 text-[13px]">
      {movements.map(({ type, amount, entries, entryCount }) => (
        <li key={type}>
          <details>
            <summary className="focus-ring flex cursor-pointer list-none justify-between gap-4 rounded-md text-muted underline-offset-4 hover:underline [&::-webkit-details-marker]:hidden">
              <span>
                {entryTypeNames[type]}{" "}
                <span className="text-faint">
                  {formatCredits(entryCount)} {entryCount === 1n ? "entry" : "entries"}
                </span>
              </span>
              <SignedCredits amount={amount} />
            </summary>
            <ul className="mt-1.5 mb-2 grid gap-1 pl-4">
              {entries.map((entry) => (
                <li key={String(entry.seq)} className="flex justify-between gap-4">
                  <Link
                    href={entryHref(entry)}
                    prefetch={false}
                    className="focus-ring rounded-md text-muted underline decoration-line-strong underline-offset-4"
                  >
                    <DateTime at={entry.createdAt} />
                  </Link>
                  <SignedCredits amount={entry.amount} />
                </li>
              ))}
              {entryCount > BigInt(entries.length) ? (
                <li className="text-faint">and {formatCredits(entryCount - BigInt(entries.length))} earlier ones</li>
              ) : null}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}
