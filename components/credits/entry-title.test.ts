import { expect, test } from "vitest";
import { entryTitle } from "@/components/credits/entry-words";

const meters = new Map([["chat_tokens", { name: "Chat, tokens out", unit: "token" }]]);
const spend = { type: "USAGE", description: "", meter: null, metadata: null } as const;

test("a spend is called what is known of it: its description, its meter, or the feature in its metadata", () => {
  const feature = { feature: "Image search" };
  expect(entryTitle({ ...spend, description: "Report", meter: "chat_tokens", metadata: feature }, meters)).toBe(
    "Report",
  );
  expect(entryTitle({ ...spend, meter: "chat_tokens", metadata: feature }, meters)).toBe("Chat, tokens out");
  expect(entryTitle({ ...spend, meter: "old_meter" }, meters)).toBe("Old meter");
  expect(entryTitle({ ...spend, metadata: feature }, meters)).toBe("Image search");
  expect(entryTitle({ ...spend, metadata: { feature: 5 } }, meters)).toBe("Spent");
  expect(entryTitle({ ...spend, type: "RESET", metadata: feature }, meters)).toBe("Plan credits expired");
});
