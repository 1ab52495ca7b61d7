import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { applyRates, planRates, type RateChange, type RatesPlan } from "@/lib/catalog/rates/import-rates";
import type { RateTerms } from "@/lib/catalog/rates/model-meters";
import { type ModelPrices, readModelsDev } from "@/lib/catalog/rates/models-dev";
import type { MeterInput } from "@/lib/catalog/schemas";
import { now } from "@/lib/clock";
import { closeDatabases, type Database } from "@/lib/db";
import { commandEnv } from "@/lib/env/command-env";
import { numberFormat } from "@/lib/format/formats";
import { callersPath } from "@/lib/jobs/callers-path";
import { commandServices } from "@/lib/jobs/command-services";
import { logAsCommand } from "@/lib/log/log-as-command";

logAsCommand();

// `npm run rates:import`: meters from the public list of models and their prices.

const USAGE = `npm run rates:import -- FILE --credit-price 0.01 --margin 1.3 --model gpt-5.1 --model claude-sonnet-4-5
    FILE                 in the format of https://models.dev/api.json
    --credit-price USD   what a credit is worth
    --margin FACTOR      what to multiply the providers' prices by: 1.3 adds 30 percent
    --model ID           a model to import, as the file names it; may be repeated
    --provider ID        only of this provider, which many models need; without --model, all of its models
    --dry-run            says what would change, and changes nothing`;

type Wish = { file: string; terms: RateTerms; models: string[]; provider: string | undefined; isDryRun: boolean };

const wish = readArguments();
process.exitCode = wish === null ? 2 : await run(wish);

function readArguments(): Wish | null {
  try {
    const text = { type: "string" } as const;
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        "credit-price": text,
        margin: text,
        provider: text,
        model: { type: "string", multiple: true },
        "dry-run": { type: "boolean" },
      },
    });
    const [file, ...rest] = positionals;
    if (file === undefined || rest.length > 0) throw new Error("Name one file.");
    const { model: models = [], provider } = values;
    if (models.length === 0 && provider === undefined)
      throw new Error("Choose what to import with --model or --provider.");
    const terms = {
      creditPrice: factor("--credit-price", values["credit-price"], "such as 0.01 for one cent"),
      margin: factor("--margin", values.margin, "such as 1.3; 1 sells at cost"),
    };
    return { file: callersPath(file), terms, models, provider, isDryRun: values["dry-run"] ?? false };
  } catch (error) {
    console.error(`${sentenceOf(error)}\n\n${USAGE}`);
    return null;
  }
}

function factor(name: string, value: string | undefined, example: string): string {
  if (value !== undefined && /^\d{1,6}(\.\d{1,6})?$/.test(value) && Number(value) > 0) return value;
  throw new Error(`${name} must be a number above 0, ${example}.`);
}

async function run(asked: Wish): Promise<number> {
  const chosen = readChosen(asked);
  if (chosen === null) return 1;
  commandEnv();
  try {
    return await importChosen((await commandServices("batch")).database, chosen, asked);
  } finally {
    await closeDatabases();
  }
}

/** The models that were asked for; null after an error was printed. */
function readChosen({ file, models, provider }: Wish): ModelPrices[] | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    console.error(`${file} cannot be read: ${sentenceOf(error)}`);
    return null;
  }
  const read = readModelsDev(text);
  if (!read.ok) {
    console.error(read.detail);
    return null;
  }
  const offered = read.models.filter((model) => provider === undefined || model.provider === provider);
  const missing = models.filter((id) => !offered.some((model) => model.id === id));
  if (missing.length > 0 || offered.length === 0) {
    const where = provider === undefined ? "the file" : `provider ${provider}`;
    console.error(
      missing.length > 0 ? `Not in ${where}: ${missing.join(", ")}.` : `The file has no provider ${provider}.`,
    );
    return null;
  }
  return models.length === 0 ? offered : offered.filter(({ id }) => models.includes(id));
}

async function importChosen(database: Database, models: ModelPrices[], { terms, isDryRun }: Wish): Promise<number> {
  const plan = await planRates(database.prisma, models, terms);
  if (!plan.ok) {
    console.error(refusal(plan));
    return 1;
  }
  for (const line of plan.changes.flatMap(lineOf)) console.log(line);
  for (const { key, reason } of plan.left) {
    console.log(`! ${key}: ${reason === "free" ? "free, so it gets no meter" : "costs more than a meter can hold"}`);
  }
  for (const { provider, id } of models.filter(({ hasTiers }) => hasTiers)) {
    console.log(
      `! ${provider}/${id}: long prompts cost more, which a meter cannot say; the rate is that of short ones`,
    );
  }
  for (const { provider, id } of models.filter(({ prices }) => Object.keys(prices).length === 0)) {
    console.log(`! ${provider}/${id}: has no price, so it gets no meter`);
  }
  const count = (kind: RateChange["kind"]) => plan.changes.filter((change) => change.kind === kind).length;
  const summary = `${count("new")} new, ${count("changed")} changed, ${count("same")} unchanged`;
  if (isDryRun) {
    console.log(`${summary}. Nothing was changed: this was a dry run.`);
    return 0;
  }
  const applied = await applyRates(database, { userId: null }, plan.changes, await now());
  if (!applied.ok) {
    console.error("A meter was changed in the meantime. Nothing was imported; run the command again.");
    return 1;
  }
  console.log(`${summary}. New spends use these rates; earlier ones keep theirs.`);
  return 0;
}

function refusal(plan: Extract<RatesPlan, { ok: false }>): string {
  if (plan.reason === "invalid_meter") return `The meter ${plan.key} is not valid: ${plan.detail}`;
  const [one, other] = plan.models;
  return `${one} and ${other} would both have the meter ${plan.key}. Choose one with --provider or --model.`;
}

function lineOf(change: RateChange): string[] {
  if (change.kind === "same") return [];
  if (change.kind === "archived") return [`! ${change.key}: archived, so it stays as it is`];
  if (change.kind === "new") return [`+ ${change.input.key}: ${rateText(change.input)}`];
  const [before, after] = [rateText(change.before), rateText(change.input)];
  return [
    `~ ${change.input.key}: ${before === after ? `${after}, with another name, description or cost` : `${before} -> ${after}`}`,
  ];
}

function rateText({ credits, perUnits }: MeterInput): string {
  const number = (value: number) => numberFormat({}).format(value);
  return `${number(credits)} credits for ${number(perUnits)} tokens`;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
