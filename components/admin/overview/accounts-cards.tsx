import { numberPath } from "@/components/admin/overview/number-query";
import { RowsLink } from "@/components/admin/overview/rows-link";
import { credits, percent, stretchText } from "@/components/admin/overview/words";
import { Card, CardHead } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { Snapshots } from "@/lib/analytics/metrics/snapshots";

type Range = Snapshots["balances"][number];

function rangeName({ from, to }: Range): string {
  if (from === null) return "Owing credits";
  if (from === 0n) return "None";
  return to === null ? `${credits(from)} or more` : `${credits(from)} to ${credits(to - 1n)}`;
}

function boundsOf({ from, to }: Range): Record<string, string> {
  return { ...(from !== null && { least: String(from) }), ...(to !== null && { below: String(to) }) };
}

/** How many accounts have how many credits. */
export function BalancesCard({ snapshots: { balances, asOf } }: { snapshots: Snapshots }) {
  const all = balances.reduce((sum, { accounts }) => sum + accounts, 0);
  return (
    <Card aria-label="Balances">
      <CardHead title="Balances" note={<AsOf at={asOf} />} />
      <Table caption="Accounts by balance">
        <thead>
          <tr>
            <Th>Credits</Th>
            <Th number>Accounts</Th>
            <Th number>Share</Th>
          </tr>
        </thead>
        <tbody>
          {balances.map((range) => (
            <tr key={rangeName(range)}>
              <Td>{rangeName(range)}</Td>
              <Td number>
                <RowsLink href={numberPath("balances", boundsOf(range))}>{credits(BigInt(range.accounts))}</RowsLink>
              </Td>
              <Td number>{percent(all > 0 ? range.accounts / all : null)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

/** How many of those who signed up in a month pay at the end of it and of each month since. */
export function CohortsCard({ snapshots: { cohorts, asOf } }: { snapshots: Snapshots }) {
  const shown = cohorts.filter(({ users }) => users > 0);
  const longest = Math.max(0, ...shown.map(({ paying }) => paying.length));
  return (
    <Card aria-label="Cohorts">
      <CardHead title="Cohorts" note={<AsOf at={asOf} />} />
      <p className="px-4 pb-3 text-[13px] text-muted sm:px-5">
        The share of those who signed up in a month (UTC) who pay for a plan at the end of it and of each month after.
      </p>
      <Table caption="Paying customers by month of sign-up">
        <thead>
          <tr>
            <Th>Signed up</Th>
            <Th number>Users</Th>
            {Array.from({ length: longest }, (_, nth) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the index is the month
              <Th key={nth} number className={narrow}>
                {nth === 0 ? "Month 0" : `+${nth}`}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ month, users, paying }) => (
            <tr key={month}>
              <Td className="whitespace-nowrap">{stretchText(month)}</Td>
              <Td number>
                <RowsLink href={numberPath("cohort", { month })}>{users}</RowsLink>
              </Td>
              {Array.from({ length: longest }, (_, nth) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the index is the month
                <Td key={nth} number className={narrow}>
                  {nth < paying.length ? (
                    <RowsLink href={numberPath("cohort", { month, nth: String(nth) })}>
                      {percent((paying[nth] ?? 0) / users)}
                    </RowsLink>
                  ) : null}
                </Td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

/** Thirteen months stand side by side. */
const narrow = "px-2 sm:px-2";

function AsOf({ at }: { at: Date }) {
  return (
    <>
      as of <DateTime at={at} />
    </>
  );
}
