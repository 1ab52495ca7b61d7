import { listEntriesEndpoint } from "@/lib/api/endpoints/balance/definition";
import { toArchivedView, toHistoryEntryView } from "@/lib/api/endpoints/balance/view";
import { creditAccount } from "@/lib/api/http/account";
import { invalidFields } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { BAD_CURSOR } from "@/lib/api/http/schemas";
import { refillsAmong, unusedRefillsBefore } from "@/lib/billing/refills/dormancy/unused-refills";
import { archivedSpends, isAtEnd } from "@/lib/ledger/archive/archived-spends";
import { history } from "@/lib/ledger/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listEntriesEndpoint, async ({ account, query, database, reports, now }) => {
    const accountId = await creditAccount(account, database, now);
    const reader = await reports.current();
    const page = await history(reader.sql, accountId, query);
    if (!page.ok) return invalidFields([{ field: "cursor", message: BAD_CURSOR }]);
    const archived = isAtEnd(page, query) ? await archivedSpends(reader.sql, accountId) : null;
    const unused = await unusedRefillsBefore(database.sql, account.userId, refillsAmong(page.data));
    return {
      data: page.data.map((entry) => toHistoryEntryView(entry, unused)),
      nextCursor: page.nextCursor,
      ...(archived && { archived: toArchivedView(archived) }),
    };
  }),
});
