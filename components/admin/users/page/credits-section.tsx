import type { ComponentProps } from "react";
import { AdjustForm } from "@/components/admin/users/adjust-form";
import type { Standing } from "@/components/admin/users/adjust-text";
import { FoldedRows } from "@/components/admin/users/page/folded-rows";
import { mayAct, type UserPageData } from "@/components/admin/users/page/user-page-data";
import { UserSection } from "@/components/admin/users/page/user-sections";
import { RowTable } from "@/components/admin/users/row-table";
import { entryRows } from "@/components/credits/entry-rows";
import { EntryTable } from "@/components/credits/entry-table";
import { LotTable } from "@/components/credits/lot-table";
import { buttonStyle } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import type { KnownMeters } from "@/components/usage/meter-words";
import type { Balance } from "@/lib/ledger/types";

type CreditsSectionProps = {
  data: UserPageData;
  refillAt: Date | null;
  meters: KnownMeters;
  adjust: Pick<ComponentProps<typeof AdjustForm>, "idempotencyKey" | "action">;
};

/** The lots, holds and entries of the user's account, and the form to correct its balance. */
export function CreditsSection({ data, refillAt, meters, adjust }: CreditsSectionProps) {
  const { user, ledger } = data;
  return (
    <UserSection id="credits">
      {user.debt && user.debt > 0n ? (
        <p className="text-muted">Owes {creditsText(user.debt)}, which the next credits pay.</p>
      ) : null}
      {mayAct(data) ? (
        <Card aria-label="Adjust the balance">
          <CardHead title="Adjust the balance" />
          <AdjustForm userId={user.id} standing={standingOf(ledger?.balance)} {...adjust} />
        </Card>
      ) : null}
      {ledger ? <Ledger userId={user.id} ledger={ledger} refillAt={refillAt} meters={meters} /> : null}
    </UserSection>
  );
}

type LedgerProps = Pick<CreditsSectionProps, "refillAt" | "meters"> & {
  userId: string;
  ledger: NonNullable<UserPageData["ledger"]>;
};

function Ledger({ userId, ledger: { balance, holds, entries, sources }, refillAt, meters }: LedgerProps) {
  return (
    <>
      <Card aria-label="Lots">
        <CardHead title="Lots" note="in the order they are spent" />
        {balance.lots.length > 0 ? (
          <FoldedRows rows={balance.lots.length}>
            <LotTable lots={balance.lots} refillAt={refillAt} />
          </FoldedRows>
        ) : (
          <EmptyState title="No credits left." />
        )}
      </Card>
      <RowTable
        title="Open holds"
        columns={["Description", "Credits", "Expires", "Placed by"]}
        empty="No credits are held."
        rows={holds.map((hold) => ({
          id: hold.id,
          cells: [
            hold.description || "–",
            formatCredits(hold.amount),
            <DateTime key="at" at={hold.expiresAt} />,
            hold.actor,
          ],
        }))}
      />
      <Card aria-label="Entries">
        <CardHead
          title="Last entries"
          action={
            <a
              className={buttonStyle({ size: "small" })}
              href={`/api/v1/admin/export/entries.csv?user=${userId}`}
              download
            >
              Export all as CSV
            </a>
          }
        />
        {entries.length > 0 ? (
          <FoldedRows rows={entryRows(entries).length}>
            <EntryTable entries={entries} sources={sources} meters={meters} />
          </FoldedRows>
        ) : (
          <EmptyState title="No activity yet." />
        )}
      </Card>
    </>
  );
}

/** In plain numbers; of an account that was not opened yet, nothing. */
function standingOf(found: Balance | undefined): Standing {
  const { balance = 0n, available = 0n, debt = 0n } = found ?? {};
  return { balance: Number(balance), available: Number(available), debt: Number(debt) };
}
