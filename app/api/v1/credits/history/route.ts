import { accountOf } from "@/lib/api/account";
import { listEntriesEndpoint } from "@/lib/api/definitions/credits";
import { invalidFields } from "@/lib/api/problems";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { toEntryView } from "@/lib/api/views/credits";
import { history } from "@/lib/ledger/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listEntriesEndpoint, async ({ principal, query, database, now }) => {
    const page = await history(database.sql, await accountOf(principal, database, now), query);
    if (!page.ok) return invalidFields([{ field: "cursor", message: "This is no cursor of this list." }]);
    return { data: page.data.map(toEntryView), nextCursor: page.nextCursor };
  }),
});
