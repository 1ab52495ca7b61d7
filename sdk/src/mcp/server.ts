import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import type { RefillClient } from "../client/create-client.js";
import { ApiError, unwrap } from "../client/problem.js";
import { whyRefused } from "./why-refused.js";

export type McpOptions = {
  /** A client whose key has the scope `credits:read`. */
  client: RefillClient;
  /** The only account that tools may read. Without it they take an account as an argument, which service keys need. */
  account?: string | undefined;
};

const ACCOUNT = z
  .string()
  .max(255)
  .describe("Account id, user id, external id or email address. Only for service keys.");
const DAY = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const GROUPS = ["day", "meter", "subject", "model", "project", "run", "tag"] as const;

/** A server of the Model Context Protocol with tools that read Refill and change nothing. */
export function createMcpServer({ client, account: only }: McpOptions): McpServer {
  const server = new McpServer({ name: "refill", version: "0.1.0" });
  const named: z.ZodType<string | undefined> = (only === undefined ? ACCOUNT : z.literal(only)).optional();
  const ofAccount = { account: named };
  const queryOf = ({ account = only }: { account?: string | undefined }) => (account === undefined ? {} : { account });

  function tool<Shape extends z.ZodRawShape>(
    name: string,
    { title, description, input }: { title: string; description: string; input: Shape },
    read: (given: z.output<z.ZodObject<Shape>>) => Promise<Record<string, unknown>>,
  ): void {
    const inputSchema = z.strictObject(input);
    const annotations = { readOnlyHint: true, openWorldHint: false };
    server.registerTool(name, { title, description, inputSchema, annotations }, async (given: unknown) =>
      answerOf(() => read(inputSchema.parse(given) as z.output<z.ZodObject<Shape>>)),
    );
  }

  tool(
    "plans",
    {
      title: "Plans, packs and rates",
      description:
        "What is on sale: plans with prices in cents, packs of credits, and what a unit of each meter costs.",
      input: {},
    },
    async () => unwrap(await client.GET("/api/v1/plans")),
  );

  tool(
    "balance",
    {
      title: "Balance",
      description:
        "The credits of an account: available, held by calls in progress, owed, by lot, and the next refill.",
      input: ofAccount,
    },
    (given) => client.credits.balance(queryOf(given)),
  );

  tool(
    "explain",
    {
      title: "Why the balance is what it is",
      description:
        "How the balance came about: the movements by type, each lot with the entries behind it, and what is owed.",
      input: ofAccount,
    },
    async (given) => unwrap(await client.GET("/api/v1/credits/explain", { params: { query: queryOf(given) } })),
  );

  tool(
    "usage",
    {
      title: "Usage",
      description: "Credits spent in a range of days, by default the last 30, in groups.",
      input: {
        ...ofAccount,
        from: DAY.describe("The first day, such as 2026-11-01.").optional(),
        to: DAY.describe("The day before which the range ends.").optional(),
        groupBy: z.array(z.enum(GROUPS)).min(1).default(["day"]),
      },
    },
    async ({ from, to, groupBy, ...given }) => {
      const range = { ...(from && { from }), ...(to && { to }) };
      const query = { ...range, ...queryOf(given), groupBy: groupBy.join(",") };
      return unwrap(await client.GET("/api/v1/usage", { params: { query } }));
    },
  );

  tool(
    "why_refused",
    {
      title: "Why a spend is refused",
      description:
        "Whether a spend would be refused now, and why: what it needs, what is available, held and owed, and when credits come. " +
        "Give the amount, or a meter and a quantity; or a hold that could not be captured; or a feature of the plan.",
      input: {
        ...ofAccount,
        amount: z.int().positive().optional(),
        meter: z.string().describe("The key of a meter of the rate card.").optional(),
        quantity: z.number().positive().describe("What the meter counts.").optional(),
        hold: z.uuid().describe("A hold's id.").optional(),
        feature: z.string().describe("The key of a feature.").optional(),
      },
    },
    (given) => whyRefused(client, { ...given, ...queryOf(given) }),
  );

  return server;
}

/** The data as structured content, and as text for clients that know only that. Refusals of the API are errors of the tool. */
async function answerOf(read: () => Promise<Record<string, unknown>>) {
  try {
    const data = await read();
    return { structuredContent: data, content: [{ type: "text" as const, text: JSON.stringify(data) }] };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const text = `${error.code}: ${error.detail ?? error.message}`;
    return { isError: true, content: [{ type: "text" as const, text }] };
  }
}
