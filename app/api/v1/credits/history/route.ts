import { listEntriesEndpoint } from "@/lib/api/endpoints/balance/definition";
import { toHistoryEntryView } from "@/lib/api/endpoints/balance/view";
import { creditAccount } from "@/lib/api/http/account";
import { invalidFields } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { BAD_CURSOR } from "@/lib/api/http/schemas";
import { refillsAmong, unusedRefillsBefore } from "@/lib/billing/refills/dormancy/unused-refills";
import { history } from "@/lib/ledger/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listEntriesEndpoint, async ({ account, query, database, reports, now }) => {
    const accountId = await creditAccount(account, database, now);
    const page = await history((await reports.current()).sql, accountId, query);
    if (!page.ok) return invalidFields([{ field: "cursor", message: BAD_CURSOR }]);
    const unused = await unusedRefillsBefore(database.sql, account.userId, refillsAmong(page.data));
    return { data: page.data.map((entry) => toHistoryEntryView(entry, unused)), nextCursor: page.nextCursor };
  }),
});
