import { readdirSync, readFileSync } from "node:fs";
import { twMerge } from "tailwind-merge";
import { expect, test } from "vitest";
import { cx } from "@/components/ui/cx";

/** Every class of Tailwind in a string of the source: tailwind-merge keeps twice what it does not know. */
const words = [
  ...new Set(
    ["app", "components"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".tsx"))
        .flatMap((path) => [...readFileSync(`${folder}/${path}`, "utf8").matchAll(/"([^"\n]+)"/g)])
        .flatMap(([, text = ""]) => text.split(/\s+/)),
    ),
  ),
].filter((word) => word !== "" && twMerge(word, word) === word);

/** The first part of a class without its variants: classes with different ones cannot conflict by chance. */
const family = (word: string) => /^-?([a-z]+)/.exec(word.replace(/^.*:(?![^[]*\])/, ""))?.[1] ?? word;

test("of two classes in the source the later one wins as tailwind-merge has it", () => {
  const families = new Map<string, string[]>();
  for (const word of words) families.set(family(word), [...(families.get(family(word)) ?? []), word]);
  const differences: string[] = [];
  for (const members of families.values()) {
    for (const one of members) {
      for (const other of members) {
        const [ours, theirs] = [cx(one, other), twMerge(one, other)];
        if (ours !== theirs) differences.push(`${one} ${other}: ${ours} instead of ${theirs}`);
      }
    }
  }
  expect(differences).toEqual([]);
});

test("what covers several sides overrides those before it, under the same variants only", () => {
  expect(cx("px-4 pt-2 w-8 h-8 leading-5", "p-5", "size-4", "text-sm")).toBe("p-5 size-4 text-sm");
  expect(cx("max-sm:w-full w-8", "max-sm:w-4")).toBe("w-8 max-sm:w-4");
  expect(cx("block", false, undefined, null, "hover:bg-sunken", "")).toBe("block hover:bg-sunken");
});
