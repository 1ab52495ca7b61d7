import { fitsPhone } from "@/components/admin/on-phone";
import { RowLink } from "@/components/admin/row-link";
import { PlanOf, UserChips } from "@/components/admin/users/user-chips";
import { formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { UserRow } from "@/lib/account/list/user-row";
import { shownEmail } from "@/lib/account/placeholder-email";

/** Users with their plan, their balance and when they were last seen. */
export function UserList({ users }: { users: UserRow[] }) {
  return (
    <Table caption="Users">
      <thead>
        <tr>
          <Th>User</Th>
          <Th>Plan</Th>
          <Th number>Balance</Th>
          <Th className="hidden sm:table-cell">Signed up</Th>
          <Th className="hidden md:table-cell">Last seen</Th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <tr key={user.id} data-user={user.email}>
            <Td className={fitsPhone}>
              <span className="flex flex-wrap items-center gap-x-2">
                <RowLink href={`/admin/users/${user.id}`} className="truncate">
                  {shownEmail(user.email) ?? user.externalId ?? user.id}
                </RowLink>
                <UserChips user={user} />
              </span>
              {user.name ? <span className="block text-[12.5px] text-faint">{user.name}</span> : null}
            </Td>
            <Td>
              <PlanOf user={user} />
            </Td>
            <Td number className="font-medium">
              {formatCredits(user.balance ?? 0n).replace("-", "−")}
            </Td>
            <Td className="hidden whitespace-nowrap text-muted sm:table-cell">
              <DateTime at={user.createdAt} show="day" />
            </Td>
            <Td className="hidden whitespace-nowrap text-muted md:table-cell">
              {user.lastSeenAt ? <DateTime at={user.lastSeenAt} /> : "–"}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
