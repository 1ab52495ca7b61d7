import { expect, test } from "vitest";
import { writeCsv } from "@/lib/format/write-csv";

async function columnOf(values: string[]): Promise<string> {
  async function* pages() {
    yield values.map((what) => ({ what }));
  }
  let text = "";
  for await (const line of writeCsv(["what"], pages())) text += line;
  return text;
}

test("a cell that a spreadsheet could run as a formula is made harmless, also in full-width signs", async () => {
  const text = await columnOf(["=1+1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", "fine"]);
  expect(text).toBe(["what", "'=1+1", "'+1", "'-1", "'@x", "'＝1", "'＋1", "'－1", "'＠x", "fine", ""].join("\r\n"));
});

test("no formula begins within a cell either, where a spreadsheet splits by semicolons, tabs or lines", async () => {
  expect(await columnOf(["a;=1", 'a; "+1', "a\t@x", "a; b", "a-b", "a;\t"])).toBe(
    ["what", "a;'=1", '"a;\' ""+1"', "a\t'@x", "a; b", "a-b", "a;\t", ""].join("\r\n"),
  );
  const behindLines = ["\t=1", "\r=1", "\n=1", "a\n=1", "\tfine"];
  for (const text of behindLines) {
    // Every separator that stands before a sign is followed by an apostrophe.
    expect(await columnOf([text])).not.toMatch(/[\t\r\n]"*[=+\-@]/);
    expect((await columnOf([text])).slice("what\r\n".length)).toMatch(/^"?['a]/);
  }
});
