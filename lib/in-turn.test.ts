import { expect, test } from "vitest";
import { inTurn } from "@/lib/in-turn";

test("concurrent statements on one connection run one at a time, in order, also after a failure", async () => {
  let running = 0;
  const begun: string[] = [];
  const client = {
    async query(text: string): Promise<string> {
      running += 1;
      begun.push(`${text} beside ${running - 1}`);
      await new Promise(setImmediate);
      running -= 1;
      if (text === "fails") throw new Error(text);
      return text;
    },
  };
  inTurn(client);
  const answers = await Promise.allSettled(["first", "fails", "last"].map((text) => client.query(text)));
  expect(begun).toEqual(["first beside 0", "fails beside 0", "last beside 0"]);
  expect(answers).toMatchObject([
    { status: "fulfilled", value: "first" },
    { status: "rejected", reason: new Error("fails") },
    { status: "fulfilled", value: "last" },
  ]);
});
