import { expect, test } from "vitest";
import { writeCsv } from "@/lib/format/write-csv";

test("a cell that a spreadsheet could run as a formula is made harmless, also behind a line break", async () => {
  async function* pages() {
    yield ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "fine"].map((what) => ({ what }));
  }
  let text = "";
  for await (const line of writeCsv(["what"], pages())) text += line;
  expect(text).toBe(["what", "'=1+1", "'+1", "'-1", "'@x", "'\t=1", '"\'\r=1"', '"\'\n=1"', "fine", ""].join("\r\n"));
});
