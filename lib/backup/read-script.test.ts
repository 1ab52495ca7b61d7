import fc from "fast-check";
import { expect, test } from "vitest";
import { BackupIsCut, readScript } from "@/lib/backup/read-script";

const script = [
  "BEGIN;\n",
  "COPY a (x) FROM stdin;\n\\.\n",
  'COPY public."b" (x, "y") FROM stdin;\none\t1\n\\\\.\n\\\\\ntwo\t\\N\n\\.\n',
  "SELECT 1;\n-- COPY c (x) FROM stdin; is not one\nCOMMIT;\n",
].join("");
const PARTS = [
  { kind: "statements", text: "BEGIN;" },
  { kind: "rows", table: "a", columns: "x", rows: "" },
  { kind: "rows", table: 'public."b"', columns: 'x, "y"', rows: "one\t1\n\\\\.\n\\\\\ntwo\t\\N\n" },
  { kind: "statements", text: "SELECT 1;\n-- COPY c (x) FROM stdin; is not one\nCOMMIT;" },
];

async function read(text: string, sizes: number[]) {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let at = 0, n = 0; at < bytes.length; n++) {
      const size = sizes[n % sizes.length] ?? 1;
      yield bytes.subarray(at, at + size);
      at += size;
    }
  }
  const parts: object[] = [];
  for await (const part of readScript(chunks())) {
    if (part.kind === "statements") parts.push(part);
    else {
      let rows = "";
      for await (const chunk of part.rows) rows += chunk.toString();
      parts.push({ ...part, rows });
    }
  }
  return parts;
}

test("a script is read in the same parts however its bytes arrive", async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(sizes, async (some) => {
      expect(await read(script, some)).toEqual(PARTS);
    }),
  );
});

test("rows without their end are refused", async () => {
  const end = script.indexOf("two");
  await expect(read(script.slice(0, end), [7])).rejects.toThrow(BackupIsCut);
});
