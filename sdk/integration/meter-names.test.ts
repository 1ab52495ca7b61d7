import { expect, test } from "vitest";
import { modelMeterKey } from "@/lib/catalog/rates/model-meters";
import { metersByConvention } from "../src/ai/index.js";

test.each([
  "gpt-5.1",
  "openai/GPT-5.1 mini",
  "a/b/claude-sonnet-4-5-20250929",
  "01-ai",
  "--x__y--",
  "meta-llama/llama-3.1:free",
])("the meters of %s are those that rates:import makes", (model) => {
  const { input, output, cacheRead, cacheWrite, reasoning } = metersByConvention(model);
  expect({ input, output, cacheRead, cacheWrite, reasoning }).toEqual({
    input: modelMeterKey(model, "input"),
    output: modelMeterKey(model, "output"),
    cacheRead: modelMeterKey(model, "cache_read"),
    cacheWrite: modelMeterKey(model, "cache_write"),
    reasoning: modelMeterKey(model, "reasoning"),
  });
});
