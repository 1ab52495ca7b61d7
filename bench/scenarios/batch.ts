import { compare } from "@/bench/compare";
import { loadAccounts } from "@/bench/data/accounts";
import { checkSample } from "@/bench/data/check";
import { next } from "@/bench/data/spends";
import { createKeys } from "@/bench/http/keys";
import { BATCH_PATH, type Client, openClient } from "@/bench/http/requests";
import { serveApp } from "@/bench/http/serve";
import { looped } from "@/bench/measure";
import { atLeast, floorRow, type Scenario } from "@/bench/scenario";

const ITEMS = 1_000;
// A process that just started is slow for some thousand calls, until its code is compiled.
const WARM_UP_SECONDS = 8;
const CONNECTIONS = 4;

export const batchScenario: Scenario = {
  name: "batch",
  title: `POST ${BATCH_PATH}, one process, ${ITEMS} items a request, ${CONNECTIONS} connections`,
  run: ({ server, pace }) =>
    server.withDatabase(async (database) => {
      const accounts = await loadAccounts(server, database, { accounts: ITEMS });
      const keys = await createKeys(database, accounts[0] ?? "");
      const app = await serveApp(database.url);
      const service = openClient(app.port, keys.service, CONNECTIONS);
      const own = openClient(app.port, keys.own, CONNECTIONS);
      const item = () => ({ amount: 1, description: "A model call", idempotencyKey: `batch-${next()}` });
      try {
        const { figures } = await compare(
          {
            service: looped(
              () =>
                spendAll(
                  service,
                  accounts.map((account) => ({ account, ...item() })),
                ),
              ITEMS,
            ),
            own: looped(() => spendAll(own, accounts.map(item)), ITEMS),
          },
          { ...pace, callers: CONNECTIONS, warmUpSeconds: WARM_UP_SECONDS },
        );
        await checkSample(database, accounts.slice(1));
        return {
          rows: [
            floorRow("debits by batch, service key, 1,000 accounts", CONNECTIONS, figures.service),
            floorRow("debits by batch, own key, one account", CONNECTIONS, figures.own),
          ],
          goals: [
            atLeast("batch, service key, 1,000 accounts: debits a second", 15_000, figures.service.perSecond),
            atLeast("batch, own key, one account: debits a second", 15_000, figures.own.perSecond),
          ],
        };
      } finally {
        service.close();
        own.close();
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
