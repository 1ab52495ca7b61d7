import { consumeBatchEndpoint } from "@/lib/api/endpoints/spending/definition";
import { spendMany } from "@/lib/api/endpoints/spending/spend-many";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { spendQueue } from "@/lib/ledger/spend-queue";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(consumeBatchEndpoint, async ({ caller, body, database, now }) => ({
    results: await spendMany({ database, queue: spendQueue() }, caller, body.items, now),
  })),
});
