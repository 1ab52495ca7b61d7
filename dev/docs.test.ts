import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("every test named in docs/security.md exists", () => {
  const named = [...readFileSync("docs/security.md", "utf8").matchAll(/`([^`]+\.(?:test|spec)\.ts)`/g)];
  expect(named.length).toBeGreaterThan(20);
  const missing = named.map(([, path = ""]) => path).filter((path) => !existsSync(path) && !path.includes("*"));
  expect(missing).toEqual([]);
});

test("decisions have unique numbers, and their titles have the number of the file", () => {
  const files = readdirSync("docs/decisions").sort();
  const numbers = files.map((name) => Number(name.slice(0, 4)));
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const name of files) {
    const [title] = readFileSync(`docs/decisions/${name}`, "utf8").split("\n");
    expect(title).toMatch(new RegExp(`^# ${Number(name.slice(0, 4))}\\. `));
  }
});

test("every file named in CONTRIBUTING.md exists", () => {
  const missing = [
    ...readFileSync("CONTRIBUTING.md", "utf8").matchAll(
      /`((?:app|components|lib|prisma|e2e|dev|docs|packages)\/[^`<…*\s]*)`/g,
    ),
  ].flatMap(([, path = ""]) => (existsSync(path) ? [] : [path]));
  expect(missing).toEqual([]);
});

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(path: string): string[] {
  const text = readFileSync(path, "utf8").replaceAll(/^```.*?^```$/gms, "");
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}

test("links between documents, and to their sections, are not broken", () => {
  const broken: string[] = [];
  const documents = readdirSync("docs", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));
  for (const file of ["README.md", "CONTRIBUTING.md", "SECURITY.md", ...documents.map((name) => `docs/${name}`)]) {
    for (const [, target = ""] of readFileSync(file, "utf8").matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      const { pathname, hash } = new URL(target, `file://${process.cwd()}/${file}`);
      const path = decodeURIComponent(pathname);
      const leads = existsSync(path) && (!hash || !path.endsWith(".md") || anchorsOf(path).includes(hash.slice(1)));
      if (!leads) broken.push(`${file}: ${target}`);
    }
  }
  expect(broken).toEqual([]);
});
