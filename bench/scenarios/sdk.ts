import { generateText, streamText, wrapLanguageModel } from "ai";
import { MockLanguageModelV4 } from "ai/test";
import { compare } from "@/bench/compare";
import { loadAccounts } from "@/bench/data/accounts";
import { checkSample } from "@/bench/data/check";
import { createKeys } from "@/bench/http/keys";
import { serveApp } from "@/bench/http/serve";
import { looped } from "@/bench/measure";
import { atLeast, floorRow, type Goal, type Row, type Scenario } from "@/bench/scenario";
import { insertMeter } from "@/lib/catalog/create-meter";
import { meterInput } from "@/lib/catalog/schemas";
import { creditsMiddleware } from "@/sdk/src/ai/index";
import { createClient } from "@/sdk/src/index";

const MODEL = "bench-model";
const PARTS = 2_000;
const PROMPT = "Tell a story.";
const ACCOUNTS = 1_000;
// A process that just started is slow for some thousand calls, until its code is compiled.
const WARM_UP_SECONDS = 8;
const USAGE = {
  inputTokens: { total: 4, noCache: 4, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: 20, text: 20, reasoning: undefined },
};
const FINISH = { unified: "stop", raw: "stop" } as const;

type Streamed = Awaited<ReturnType<MockLanguageModelV4["doStream"]>>["stream"];
type Part = Streamed extends ReadableStream<infer One> ? One : never;

/** A model that answers at once: every millisecond is that of what surrounds it. */
const bare = new MockLanguageModelV4({
  modelId: MODEL,
  doGenerate: async () => ({
    content: [{ type: "text", text: "Once upon a time." }],
    finishReason: FINISH,
    usage: USAGE,
    warnings: [],
  }),
  doStream: async () => ({ stream: story() }),
});

function story(): ReadableStream<Part> {
  let sent = 0;
  return new ReadableStream<Part>({
    start: (controller) => {
      controller.enqueue({ type: "stream-start", warnings: [] });
      controller.enqueue({ type: "text-start", id: "1" });
    },
    pull: (controller) => {
      sent += 1;
      if (sent <= PARTS) return controller.enqueue({ type: "text-delta", id: "1", delta: "word " });
      controller.enqueue({ type: "text-end", id: "1" });
      controller.enqueue({ type: "finish", finishReason: FINISH, usage: USAGE });
      controller.close();
    },
  });
}

export const sdkScenario: Scenario = {
  name: "sdk",
  title: "@refill/sdk/ai around a model that answers at once, one process of the app",
  run: ({ server, pace }) =>
    server.withDatabase(async (database) => {
      const accounts = await loadAccounts(server, database, { accounts: ACCOUNTS });
      for (const kind of ["input", "output"]) {
        const meter = meterInput.parse({
          ...{ key: `${MODEL}_${kind}`, name: `Bench ${kind}`, unit: "token", credits: 1, perUnits: 1_000 },
        });
        await insertMeter(database.prisma, { userId: null }, meter, new Date());
      }
      const keys = await createKeys(database, accounts[0] ?? "");
      const app = await serveApp(database.url);
      const client = createClient({ baseUrl: `http://127.0.0.1:${app.port}`, apiKey: keys.service });
      const accountOf = (turn: number) => accounts[turn % ACCOUNTS] ?? "";
      const metered = (turn: number) =>
        wrapLanguageModel({ model: bare, middleware: creditsMiddleware({ client, account: accountOf(turn) }) });
      const byHand = async (turn: number) => {
        const account = accountOf(turn);
        const items = [{ meter: `${MODEL}_input`, quantity: 4 }];
        const { id } = await client.credits.hold({ account, items });
        await client.credits.capture(id, { account, items });
      };
      const read = async (model: Parameters<typeof streamText>[0]["model"]) => {
        for await (const _ of streamText({ model, prompt: PROMPT }).textStream);
      };
      const candidates = {
        bare: looped(() => generateText({ model: bare, prompt: PROMPT })),
        byHand: looped(byHand),
        metered: looped((turn) => generateText({ model: metered(turn), prompt: PROMPT })),
        bareStream: looped(() => read(bare), PARTS),
        meteredStream: looped((turn) => read(metered(turn)), PARTS),
      };
      const rows: Row[] = [];
      const goals: Goal[] = [];
      const facts: Record<string, number> = {};
      try {
        for (const callers of [1, 16]) {
          const { figures, ratio, p99Ratio } = await compare(candidates, {
            ...pace,
            callers,
            warmUpSeconds: WARM_UP_SECONDS,
          });
          const beside = (of: "metered" | "meteredStream", to: "byHand" | "bareStream") => ({
            ratio: ratio(of, to),
            p99Ratio: p99Ratio(of, to),
          });
          rows.push(floorRow("call, bare model", callers, figures.bare));
          rows.push(floorRow("hold and capture through the client", callers, figures.byHand));
          const call = beside("metered", "byHand");
          rows.push({ what: "call, metered", callers, against: "hold and capture", ...call, ...figures.metered });
          rows.push(floorRow(`token of a stream of ${PARTS}, bare model`, callers, figures.bareStream));
          const token = beside("meteredStream", "bareStream");
          const what = `token of a stream of ${PARTS}, metered`;
          rows.push({ what, callers, against: "bare model", ...token, ...figures.meteredStream });
          facts[`overheadMsOf${callers}`] = figures.metered.p50Ms - figures.bare.p50Ms;
          goals.push(atLeast(`${callers} callers, metered call: x rate of a hold and a capture`, 0.8, call.ratio));
        }
        console.log("Median overhead of a metered call, ms:", facts);
        await checkSample(database, accounts);
        return { rows, goals, facts };
      } finally {
        await app.stop();
      }
    }),
};
