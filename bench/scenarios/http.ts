import { compare } from "@/bench/compare";
import { loadAccounts } from "@/bench/data/accounts";
import { checkSample } from "@/bench/data/check";
import { next } from "@/bench/data/spends";
import { metered } from "@/bench/http/cpu";
import { createKeys } from "@/bench/http/keys";
import { CONSUME_PATH, EMPTY_PATH, openClient } from "@/bench/http/requests";
import { serveApp } from "@/bench/http/serve";
import { looped } from "@/bench/measure";
import { atLeast, atMost, floorRow, type Goal, type Row, type Scenario } from "@/bench/scenario";

// A process that just started is slow for some thousand calls, until its code is compiled.
const WARM_UP_SECONDS = 8;
const CONNECTIONS = 32;

export const httpScenario: Scenario = {
  name: "http",
  title: `POST ${CONSUME_PATH}, one process, ${CONNECTIONS} connections`,
  run: ({ server, pace }) =>
    server.withDatabase(async (database) => {
      const accounts = await loadAccounts(server, database, { accounts: 1_000 });
      const keys = await createKeys(database, accounts[0] ?? "");
      const app = await serveApp(database.url);
      const logging = await serveApp(database.url, { beside: app, logLevel: "info" });
      const service = openClient(app.port, keys.service, CONNECTIONS);
      const logged = openClient(logging.port, keys.service, CONNECTIONS);
      const own = openClient(app.port, keys.own, CONNECTIONS);
      const body = () => ({ amount: 1, description: "A model call", idempotencyKey: `http-${next()}` });
      const named = (turn: number) => ({ account: accounts[turn % accounts.length], ...body() });
      try {
        // The same request to all, headers and body, so that receiving it costs the same.
        const empty = metered(
          app.pid,
          looped((turn) => service.post(EMPTY_PATH, named(turn))),
        );
        const byService = metered(
          app.pid,
          looped((turn) => service.post(CONSUME_PATH, named(turn))),
        );
        const byOwner = metered(
          app.pid,
          looped(() => own.post(CONSUME_PATH, body())),
        );
        const byLogged = metered(
          logging.pid,
          looped((turn) => logged.post(CONSUME_PATH, named(turn))),
        );
        const { figures, ratio, p99Ratio } = await compare(
          { empty: empty.candidate, service: byService.candidate, own: byOwner.candidate, logged: byLogged.candidate },
          { ...pace, callers: CONNECTIONS, warmUpSeconds: WARM_UP_SECONDS },
        );
        const rows: Row[] = [{ ...floorRow("empty handler", CONNECTIONS, figures.empty), cpuMs: empty.cpuMs() }];
        const goals: Goal[] = [];
        for (const [name, what, meter] of [
          ["service", "consume, service key, 1,000 accounts", byService],
          ["own", "consume, own key, one account", byOwner],
        ] as const) {
          const beside = { ratio: ratio(name, "empty"), p99Ratio: p99Ratio(name, "empty"), cpuMs: meter.cpuMs() };
          rows.push({ what, callers: CONNECTIONS, against: "empty handler", ...beside, ...figures[name] });
          goals.push(atLeast(`${what}: x rate of the empty handler`, 0.8, beside.ratio));
          goals.push(atMost(`${what}: x p99 of the empty handler`, 2, beside.p99Ratio));
        }
        rows.push({
          what: "consume, service key, LOG_LEVEL=info",
          callers: CONNECTIONS,
          against: "the same, LOG_LEVEL=warn",
          ratio: ratio("logged", "service"),
          p99Ratio: p99Ratio("logged", "service"),
          cpuMs: byLogged.cpuMs(),
          ...figures.logged,
        });
        await checkSample(database, accounts.slice(1));
        return { rows, goals };
      } finally {
        service.close();
        own.close();
        logged.close();
        await logging.stop();
        await app.stop();
      }
    }),
};
