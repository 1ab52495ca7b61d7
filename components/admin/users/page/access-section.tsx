import type { ComponentProps } from "react";
import { deviceName } from "@/components/account/device-name";
import { ActButton } from "@/components/admin/users/act-button";
import { mayAct, type UserPageData } from "@/components/admin/users/page/user-page-data";
import { UserSection } from "@/components/admin/users/page/user-sections";
import { RowTable } from "@/components/admin/users/row-table";
import { Card, CardHead } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { shownEmail } from "@/lib/account/placeholder-email";

type AccessSectionProps = {
  data: UserPageData;
  /** The admin who looks: nobody takes away their own role. */
  adminId: string;
  action: ComponentProps<typeof ActButton>["action"];
};

/** Where the user is signed in, their keys, and what an admin can take away. */
export function AccessSection({ data, adminId, action }: AccessSectionProps) {
  const { user, sessions, keys } = data;
  const activeKeys = keys.filter(({ revokedAt }) => revokedAt === null).length;
  const act = { userId: user.id, action };
  return (
    <UserSection id="access">
      {mayAct(data) ? (
        <Card aria-label="Access">
          <CardHead title="Access" />
          <div className="flex flex-wrap gap-2 px-4 pb-5 sm:px-5">
            <ActButton {...act} act={user.lockedAt ? "unlock" : "lock"} />
            <ActButton {...act} act="end_sessions" figures={`${sessions.length} open now.`} />
            <ActButton {...act} act="revoke_keys" figures={`${activeKeys} active now.`} />
            {user.emailVerified || shownEmail(user.email) === null ? null : (
              <ActButton {...act} act="resend_verification" />
            )}
            {user.id === adminId ? null : (
              <ActButton {...act} act={user.role === "ADMIN" ? "make_user" : "make_admin"} />
            )}
          </div>
        </Card>
      ) : null}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <RowTable
          title="Sessions"
          columns={["Browser", "Network", "Last seen"]}
          empty="Not signed in anywhere."
          rows={sessions.map((session) => ({
            id: session.id,
            cells: [
              deviceName(session.userAgent),
              session.network ?? "–",
              <DateTime key="at" at={session.lastSeenAt} />,
            ],
          }))}
        />
        <RowTable
          title="API keys"
          columns={["Key", "Scopes", "State"]}
          empty="No API keys."
          rows={keys.map((key) => ({
            id: key.id,
            cells: [`${key.name} (rk_${key.prefix})`, key.scopes.join(", "), key.revokedAt ? "Revoked" : "Active"],
          }))}
        />
      </div>
    </UserSection>
  );
}
