import { deleteRefusalEndpoint } from "@/lib/api/endpoints/refusals/definition";
import { mayResume } from "@/lib/api/endpoints/refusals/may-resume";
import { toRefusalView } from "@/lib/api/endpoints/refusals/view";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { findRefused, giveUpRefused } from "@/lib/billing/refused-spends/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  DELETE: route(deleteRefusalEndpoint, async ({ caller, account: { userId }, params: { id }, database, now }) => {
    const refused = await findRefused(database.sql, { id, userId, lock: false }, now);
    if (!refused || !mayResume(caller, refused)) return problem("unknown_refusal");
    return (await giveUpRefused(database.sql, { id, userId })) ? toRefusalView(refused) : problem("unknown_refusal");
  }),
});
