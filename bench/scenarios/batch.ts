import { compare } from "@/bench/compare";
import { loadAccounts } from "@/bench/data/accounts";
import { checkSample } from "@/bench/data/check";
import { next } from "@/bench/data/spends";
import { createKeys } from "@/bench/http/keys";
import { BATCH_PATH, type Client, openClient } from "@/bench/http/requests";
import { type Served, serveApp } from "@/bench/http/serve";
import { looped } from "@/bench/measure";
import { atLeast, floorRow, type Scenario } from "@/bench/scenario";

const ITEMS = 1_000;
// A process that just started is slow for some thousand calls, until its code is compiled.
const WARM_UP_SECONDS = 8;
const CONNECTIONS = 4;
// Many items wait at once, and a small young generation copies them again and again (docs/performance.md).
const LARGER_YOUNG_GENERATION = "--max-semi-space-size=64";

export const batchScenario: Scenario = {
  name: "batch",
  title: `POST ${BATCH_PATH}, one process, ${ITEMS} items a request, ${CONNECTIONS} connections`,
  run: ({ server, pace }) =>
    server.withDatabase(async (database) => {
      const accounts = await loadAccounts(server, database, { accounts: ITEMS });
      const keys = await createKeys(database, accounts[0] ?? "");
      const app = await serveApp(database.url);
      const roomy = await serveApp(database.url, { beside: app, nodeOptions: LARGER_YOUNG_GENERATION });
      const item = () => ({ amount: 1, description: "A model call", idempotencyKey: `batch-${next()}` });
      const byService = ({ port }: Served) => {
        const client = openClient(port, keys.service, CONNECTIONS);
        const items = () => accounts.map((account) => ({ account, ...item() }));
        return { close: client.close, candidate: looped(() => spendAll(client, items()), ITEMS) };
      };
      const byOwner = ({ port }: Served) => {
        const client = openClient(port, keys.own, CONNECTIONS);
        return { close: client.close, candidate: looped(() => spendAll(client, accounts.map(item)), ITEMS) };
      };
      const measured = {
        service: byService(app),
        serviceRoomy: byService(roomy),
        own: byOwner(app),
        ownRoomy: byOwner(roomy),
      };
      try {
        const { figures, ratio, p99Ratio } = await compare(
          {
            service: measured.service.candidate,
            serviceRoomy: measured.serviceRoomy.candidate,
            own: measured.own.candidate,
            ownRoomy: measured.ownRoomy.candidate,
          },
          { ...pace, callers: CONNECTIONS, warmUpSeconds: WARM_UP_SECONDS },
        );
        await checkSample(database, accounts.slice(1));
        const service = "debits by batch, service key, 1,000 accounts";
        const own = "debits by batch, own key, one account";
        return {
          rows: [
            floorRow(service, CONNECTIONS, figures.service),
            {
              what: `the same, ${LARGER_YOUNG_GENERATION}`,
              callers: CONNECTIONS,
              against: service,
              ratio: ratio("serviceRoomy", "service"),
              p99Ratio: p99Ratio("serviceRoomy", "service"),
              ...figures.serviceRoomy,
            },
            floorRow(own, CONNECTIONS, figures.own),
            {
              what: `the same, ${LARGER_YOUNG_GENERATION}`,
              callers: CONNECTIONS,
              against: own,
              ratio: ratio("ownRoomy", "own"),
              p99Ratio: p99Ratio("ownRoomy", "own"),
              ...figures.ownRoomy,
            },
          ],
          goals: [
            atLeast("batch, service key, 1,000 accounts: debits a second", 15_000, figures.service.perSecond),
            atLeast("batch, own key, one account: debits a second", 15_000, figures.own.perSecond),
          ],
        };
      } finally {
        for (const { close } of Object.values(measured)) close();
        await roomy.stop();
        await app.stop();
      }
    }),
};

async function spendAll(client: Client, items: object[]): Promise<void> {
  const text = await client.post(BATCH_PATH, { items });
  const { results } = JSON.parse(text) as { results: { status: number }[] };
  const refused = results.find(({ status }) => status !== 200);
  if (refused || results.length !== items.length) throw new Error(`A batch was not all spent: ${text.slice(0, 500)}`);
}
