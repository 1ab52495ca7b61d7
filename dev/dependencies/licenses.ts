import type { Component, Sbom } from "../../deploy/image/sbom.mjs";
import { ALLOWED, CORRECTIONS, EXCEPTIONS } from "./license-rules";

export type Licensed = { name: string; licence: string | undefined };

/**
 * The packages of an SBOM with their licences, by name. Without versions, so that an update changes nothing unless a
 * package comes, goes or changes its licence.
 */
export function licensesOf({ components }: Pick<Sbom, "components">): Licensed[] {
  const rows = components.map((component) => ({ name: nameOf(component), licence: licenceOf(component) }));
  const unique = new Map(rows.map((row) => [`${row.name} ${row.licence}`, row]));
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function nameOf(component: Component): string {
  return component["bom-ref"].replace(/@[^@]*$/, "");
}

function licenceOf(component: Component): string | undefined {
  return CORRECTIONS.find((one) => corrects(one, component))?.licence ?? statedLicence(component);
}

function corrects({ packages, states }: (typeof CORRECTIONS)[number], component: Component): boolean {
  return packages.test(nameOf(component)) && states === statedLicence(component);
}

function statedLicence({ licenses = [] }: Component): string | undefined {
  const [first, ...more] = licenses;
  if (!first || more.length > 0) return undefined;
  return "expression" in first ? first.expression : (first.license.id ?? first.license.name);
}

/** A sentence for each package whose licence is not allowed, and what to do about it. */
export function refusedLicenses(packages: readonly Licensed[]): string[] {
  return packages.flatMap(({ name, licence }) => {
    if (!licence) {
      return [
        `${name} names no licence: look for one in the package and add it to CORRECTIONS, or replace the package.`,
      ];
    }
    const isExcepted = EXCEPTIONS.some((one) => one.licence === licence && one.packages.test(name));
    if (ALLOWED.has(licence) || isExcepted) return [];
    return [
      `${name} has the licence ${licence}, which is not allowed: replace the package, or allow it in dev/dependencies/license-rules.ts with the reason.`,
    ];
  });
}

/** The exceptions and corrections that no package needs anymore. */
export function unusedRules({ components }: Pick<Sbom, "components">): string[] {
  const licensed = licensesOf({ components });
  const exceptions = EXCEPTIONS.filter(
    (one) => !licensed.some(({ name, licence }) => one.licence === licence && one.packages.test(name)),
  );
  const corrections = CORRECTIONS.filter((one) => !components.some((component) => corrects(one, component)));
  return [...exceptions, ...corrections].map(({ packages, licence }) => `${packages.source}: ${licence}`);
}

/** The text of docs/licenses.md. */
export function licensesPage(packages: readonly Licensed[]): string {
  const exceptions = EXCEPTIONS.map(
    ({ packages: pattern, licence, reason }) => `| \`${namesOf(pattern)}\` | ${licence} | ${reason} |`,
  );
  const rows = packages.map(({ name, licence }) => `| ${name} | ${licence ?? ""} |`);
  return `# Licences of the packages in production

\`npm run licenses\` writes this page from package-lock.json. It lists what \`npm ci --omit=dev\` may install on any platform; the image
holds less. Versions are in the [software bill of materials](operations.md#dependencies).

\`npm test\` fails when the page is out of date, or when a package has a licence that \`dev/dependencies/license-rules.ts\` does not allow. Permissive
licences are allowed for every package. The others have a reason:

| Packages | Licence | Reason |
| --- | --- | --- |
${exceptions.join("\n")}

## All packages

| Package | Licence |
| --- | --- |
${rows.join("\n")}
`;
}

/** A pattern as people write it: @img/sharp-*. */
function namesOf(pattern: RegExp): string {
  const name = pattern.source.replace(/^\^/, "").replaceAll("\\/", "/");
  return name.endsWith("$") ? name.slice(0, -1) : `${name}*`;
}
