import { exampleEntry } from "@/lib/api/endpoints/balance/example";

export const exampleMeter = {
  key: "chat_tokens_in",
  name: "Chat, tokens in",
  description: "",
  unit: "token",
  credits: 1,
  perUnits: 10_000,
  rounding: "UP",
  minimumCredits: 1,
  version: 1,
};

/** Of 42,000 tokens. */
export const exampleMeteredEntry = {
  ...exampleEntry,
  meter: exampleMeter.key,
  quantity: "42000",
  rateVersion: exampleMeter.version,
};
