import { fitsPhone } from "@/components/admin/on-phone";
import { credits, moneyList } from "@/components/admin/overview/words";
import { RowLink } from "@/components/admin/row-link";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import { shownAs } from "@/lib/account/placeholder-email";
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
          {has.at ? <Th className="max-sm:hidden">When</Th> : null}
          <Th>User</Th>
          <Th className="max-sm:hidden">What</Th>
          {has.credits ? <Th number>Credits</Th> : null}
          {has.money ? <Th number>Amount</Th> : null}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.place.value} ${row.place.id}`}>
            {has.at ? (
              <Td className="whitespace-nowrap text-muted max-sm:hidden">{row.at ? <DateTime at={row.at} /> : null}</Td>
            ) : null}
            <Td className={`truncate sm:max-w-60 ${fitsPhone}`}>
              {row.userId ? (
                <RowLink href={`/admin/users/${row.userId}`} className="truncate font-normal">
                  {shownAs({ id: row.userId, email: row.email, externalId: row.externalId })}
                </RowLink>
              ) : null}
              <span className="block whitespace-normal text-[12.5px] text-muted sm:hidden">
                <What row={row} /> {row.at ? <DateTime at={row.at} className="block text-faint" /> : null}
              </span>
            </Td>
            <Td className="text-muted max-sm:hidden">
              <What row={row} />
            </Td>
            {has.credits ? <Td number>{row.credits === null ? "" : credits(row.credits)}</Td> : null}
            {has.money ? <Td number>{moneyList(row.money)}</Td> : null}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function What({ row: { paymentId, what } }: { row: Row }) {
  if (!paymentId) return what;
  return (
    <RowLink href={`/admin/payments/${paymentId}`} className="font-normal">
      {what}
    </RowLink>
  );
}
