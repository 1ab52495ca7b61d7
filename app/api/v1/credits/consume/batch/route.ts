import { consumeBatchEndpoint } from "@/lib/api/definitions/consume-batch";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { spendMany } from "@/lib/api/spend-many";
import { spendQueue } from "@/lib/ledger/spend-queue";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(consumeBatchEndpoint, async ({ principal, body, database, now }) => ({
    results: await spendMany({ database, queue: spendQueue() }, principal, body.items, now),
  })),
});
