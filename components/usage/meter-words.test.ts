import { expect, test } from "vitest";
import { meterName, metersByKey, quantityText } from "@/components/usage/meter-words";

const meters = metersByKey([{ key: "chat_tokens_out", name: "Chat, tokens out", unit: "token" }]);

test("a meter is called by its name everywhere, and a quantity has its unit", () => {
  expect(meterName(meters, "chat_tokens_out")).toBe("Chat, tokens out");
  expect(quantityText(meters, "chat_tokens_out", "16000.000000")).toBe("16,000 tokens");
  expect(quantityText(meters, "chat_tokens_out", "1")).toBe("1 token");
  expect(quantityText(meters, "chat_tokens_out", "1250.5")).toBe("1,250.5 tokens");
});

test("a meter that is not on the rate card is called by its key, in words", () => {
  expect(meterName(meters, "ocr_pages.fast")).toBe("Ocr pages fast");
  expect(quantityText(meters, "words", "700")).toBe("700 words");
});
