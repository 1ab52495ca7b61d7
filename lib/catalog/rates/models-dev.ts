import { z } from "zod";

/**
 * The public list of models and their prices (https://models.dev/api.json): providers by id, each with its models by id. Prices are US
 * dollars for a million tokens. What is not about prices is not looked at.
 */
const price = z.number().min(0).max(1_000_000);

const cost = z.looseObject({
  input: price.optional(),
  output: price.optional(),
  cache_read: price.optional(),
  cache_write: price.optional(),
  reasoning: price.optional(),
});

const model = z.looseObject({ name: z.string().optional(), cost: cost.optional() });
const provider = z.looseObject({ name: z.string().optional(), models: z.record(z.string(), model) });
const file = z.record(z.string(), provider);

/** The kinds of tokens that have a price of their own, as a meter's key names them. */
export const TOKEN_KINDS = {
  input: "input",
  output: "output",
  cache_read: "cache-read",
  cache_write: "cache-write",
  reasoning: "reasoning",
} as const;

export type TokenKind = keyof typeof TOKEN_KINDS;

export type ModelPrices = {
  provider: string;
  id: string;
  name: string;
  /** US dollars for a million tokens, as decimal text. */
  prices: Partial<Record<TokenKind, string>>;
  /** Whether long prompts cost more, which a meter cannot say. */
  hasTiers: boolean;
};

export type ModelsRead = { ok: true; models: ModelPrices[] } | { ok: false; detail: string };

/** The models of a file in the format of models.dev. */
export function readModelsDev(text: string): ModelsRead {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { ok: false, detail: `The file is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const parsed = file.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join(".") || "the file";
    return { ok: false, detail: `Not the format of models.dev: ${where}: ${issue?.message ?? "not valid"}` };
  }
  const models = Object.entries(parsed.data).flatMap(([providerId, { models: list }]) =>
    Object.entries(list).map(([id, { name = id, cost: given = {} }]) => ({
      provider: providerId,
      id,
      name,
      prices: pricesOf(given),
      hasTiers: Object.keys(given).some((key) => key.startsWith("context_over") || key === "tiers"),
    })),
  );
  return { ok: true, models };
}

function pricesOf(given: z.output<typeof cost>): ModelPrices["prices"] {
  const kinds = Object.keys(TOKEN_KINDS) as TokenKind[];
  return Object.fromEntries(
    kinds.flatMap((kind) => (given[kind] === undefined ? [] : [[kind, decimalText(given[kind])]])),
  );
}

/** 1e-7 as "0.0000001": the digits that the file has, without an exponent. */
function decimalText(value: number): string {
  return value.toFixed(12).replace(/\.?0+$/, "");
}
