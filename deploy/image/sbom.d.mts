/** A package of an SBOM in CycloneDX. */
export type Component = {
  "bom-ref": string;
  name: string;
  version: string;
  purl: string;
  properties?: { name: string; value: string }[];
  licenses?: ({ license: { id?: string; name?: string } } | { expression: string })[];
};

/** The part of CycloneDX that is read here. */
export type Sbom = {
  bomFormat: "CycloneDX";
  metadata: { component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
};

/**
 * The software bill of materials: every package that package-lock.json installs for production, on any platform. Throws
 * when npm cannot make it.
 */
export function productionSbom(): Sbom;
/** What remains of an SBOM without the packages that only development uses, and without the packages of this repository. */
export function withoutDevelopment(sbom: Sbom): Sbom;
