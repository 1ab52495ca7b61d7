import { exportEntriesEndpoint } from "@/lib/api/endpoints/admin-payments/definition";
import { entryLines } from "@/lib/api/endpoints/admin-payments/entry-lines";
import { creditAccount } from "@/lib/api/http/account";
import { findAccounts } from "@/lib/api/http/find-accounts";
import { csvReply } from "@/lib/api/http/reply";
import { resource } from "@/lib/api/http/resource";
import { serve } from "@/lib/api/http/route";
import { noSuchAccount } from "@/lib/api/http/target-account";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: serve(
    exportEntriesEndpoint,
    async ({ request, query: { user, ...filter }, database, reports, now }) => {
      const found = user === undefined ? null : (await findAccounts(database.sql, [user])).get(user);
      if (found === undefined) return noSuchAccount();
      // A user without an account has no entries, and gets an account with none.
      const accountId = found ? await creditAccount(found, database, now) : undefined;
      const name = `entries-${now.toISOString().slice(0, 10)}.csv`;
      // The framework answers HEAD with the GET handler, and would never read the body.
      if (request.method === "HEAD") return { name, lines: null };
      const to = filter.to ?? new Date(now.getTime() + 1);
      return { name, lines: entryLines((await reports.current()).sql, { ...filter, to, accountId }) };
    },
    csvReply,
  ),
});
