import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { credits, moneyList } from "@/components/admin/overview/words";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { Row } from "@/lib/analytics/rows/row";

/** The rows behind a number. A column that none of them has is left out. */
export function RowList({ title, rows }: { title: string; rows: readonly Row[] }) {
  const has = {
    at: rows.some(({ at }) => at !== null),
    credits: rows.some((row) => row.credits !== null),
    money: rows.some(({ money }) => money.length > 0),
  };
  return (
    <Table caption={title}>
      <thead>
        <tr>
          {has.at ? <Th>When</Th> : null}
          <Th>User</Th>
          <Th>What</Th>
          {has.credits ? <Th number>Credits</Th> : null}
          {has.money ? <Th number>Amount</Th> : null}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.place.value} ${row.place.id}`}>
            {has.at ? (
              <Td className="whitespace-nowrap text-muted">{row.at ? <DateTime at={row.at} /> : null}</Td>
            ) : null}
            <Td className="max-w-60 truncate">
              {row.userId ? <To href={`/admin/users/${row.userId}`}>{row.email}</To> : null}
            </Td>
            <Td className="text-muted">
              {row.paymentId ? <To href={`/admin/payments/${row.paymentId}`}>{row.what}</To> : row.what}
            </Td>
            {has.credits ? <Td number>{row.credits === null ? "" : credits(row.credits)}</Td> : null}
            {has.money ? <Td number>{moneyList(row.money)}</Td> : null}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function To({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href as Route} className="focus-ring rounded-md underline-offset-4 hover:underline">
      {children}
    </Link>
  );
}
