import { adminTitle } from "@/app/admin/admin-title";
import { remove, rename, save } from "@/app/admin/saved-views/actions";
import { FilterFold } from "@/components/admin/filter-fold";
import { UserFilters } from "@/components/admin/users/user-filters";
import { UserList } from "@/components/admin/users/user-list";
import { parseUserQuery, SORTS, toUserFilter, userExportPath } from "@/components/admin/users/user-query";
import { SavedViews } from "@/components/admin/views/saved-views";
import { buttonStyle, LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { listUsers } from "@/lib/account/list/list-users";
import type { UserSort } from "@/lib/account/list/user-order";
import { requireAdmin } from "@/lib/auth/guards";
import { listAllPlans } from "@/lib/catalog/queries";
import { database } from "@/lib/db";
import { reports } from "@/lib/replica/reports";
import { listViews } from "@/lib/saved-views/list-views";

export const generateMetadata = adminTitle("Users");

const PAGE_SIZE = 50;

export default async function AdminUsersPage({ searchParams }: PageProps<"/admin/users">) {
  await requireAdmin();
  const asked = await searchParams;
  const db = database().prisma;
  const query = parseUserQuery(asked);
  const cursor = typeof asked.cursor === "string" && asked.cursor !== "" ? asked.cursor : undefined;
  // Sessions keep the machine's time.
  const filter = toUserFilter(query, new Date());
  const request = { ...filter, sort: sortOf(query.sort), limit: PAGE_SIZE };
  const { prisma } = await reports().current();
  const [page, plans, views] = await Promise.all([
    listUsers(prisma, { ...request, cursor }),
    listAllPlans(db),
    listViews(db, "USERS"),
  ]);
  // An invalid cursor in the URL shows the first page rather than an error.
  const shown = page.ok ? page : await listUsers(prisma, request);
  const users = shown.ok ? shown.data : [];
  return (
    <>
      <PageHeader
        title="Users"
        action={
          <a className={buttonStyle({})} href={userExportPath(filter)} download>
            Export CSV
          </a>
        }
      >
        Everyone with an account. Balances are as of each account's last entry.
      </PageHeader>
      <Card aria-label="Users" className="pt-4">
        <SavedViews list="USERS" views={views} query={query} actions={{ save, rename, remove }} />
        <FilterFold active={Object.keys(query).length}>
          <UserFilters query={query} plans={plans} />
        </FilterFold>
        {users.length > 0 ? (
          <UserList users={users} />
        ) : (
          <EmptyState title="No users match." action={<LinkButton href="/admin/users">Show all</LinkButton>} />
        )}
        <Pager
          pathname="/admin/users"
          query={query}
          cursor={page.ok ? cursor : undefined}
          nextCursor={shown.ok ? shown.nextCursor : null}
        />
      </Card>
    </>
  );
}

function sortOf(sort: string | undefined): UserSort {
  return sort !== undefined && Object.hasOwn(SORTS, sort) ? (sort as UserSort) : "newest";
}
