import type { ComponentProps } from "react";
import { AuditTable } from "@/components/admin/audit/audit-table";
import { NotesCard } from "@/components/admin/users/notes-card";
import { FoldedRows } from "@/components/admin/users/page/folded-rows";
import { mayAct, type UserPageData } from "@/components/admin/users/page/user-page-data";
import { UserSection } from "@/components/admin/users/page/user-sections";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";

type RecordSectionProps = {
  data: UserPageData;
  actions: Pick<ComponentProps<typeof NotesCard>, "action" | "noteSamePerson">;
};

/** What admins noted, and what is on record. */
export function RecordSection({ data, actions }: RecordSectionProps) {
  const { user, notes, log } = data;
  return (
    <UserSection id="record">
      {mayAct(data) ? <NotesCard userId={user.id} notes={notes} {...actions} /> : null}
      <Card aria-label="Sign-ins and changes">
        <CardHead
          title="Sign-ins and changes"
          action={
            <LinkButton href={`/admin/audit?target=${user.id}&show=everything`} size="small">
              All records
            </LinkButton>
          }
        />
        {log.length > 0 ? (
          <FoldedRows rows={log.length}>
            <AuditTable entries={log} />
          </FoldedRows>
        ) : (
          <EmptyState title="Nothing on record." />
        )}
      </Card>
    </UserSection>
  );
}
