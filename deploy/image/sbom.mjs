import { spawnSync } from "node:child_process";
import { npm } from "../../dev/npm.mjs";

const OURS = "pkg:npm/%40refill/";

/**
 * The software bill of materials in CycloneDX: every package that package-lock.json installs for production, on any
 * platform, with its version, licence and hash. It is npm's own, read from the lock file, so it is the same everywhere.
 */
export function productionSbom() {
  // Not with --omit=dev: npm then leaves out what a development package uses as well, such as pg and zod.
  const [program, args] = npm("sbom", "--package-lock-only", "--sbom-format=cyclonedx", "--sbom-type=application");
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", maxBuffer: 2 ** 26 });
  if (status !== 0) {
    const hint = /unknown command/i.test(stderr) ? " It needs npm 10 or newer: npm install --global npm" : "";
    throw new Error(`npm sbom failed.${hint}\n${stderr}`);
  }
  return withoutDevelopment(JSON.parse(stdout));
}

/** What remains of an SBOM without the packages that only development uses, and without the packages of this repository. */
export function withoutDevelopment(sbom) {
  const components = sbom.components.filter(({ purl, properties = [] }) => {
    const isForDevelopment = properties.some(({ name }) => name === "cdx:npm:package:development");
    return !isForDevelopment && !purl.startsWith(OURS);
  });
  const root = sbom.metadata.component;
  const kept = new Set([root["bom-ref"], ...components.map((component) => component["bom-ref"])]);
  const dependencies = sbom.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((name) => kept.has(name)) }));
  // npm names it after the folder.
  const component = { ...root, name: root["bom-ref"].replace(/@[^@]*$/, "") };
  return { ...sbom, metadata: { ...sbom.metadata, component }, components, dependencies };
}
