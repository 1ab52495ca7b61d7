import { writeFileSync } from "node:fs";
import { productionSbom } from "../deploy/image/sbom.mjs";
import { licensesOf, licensesPage, refusedLicenses } from "./dependencies/licenses";

// npm run licenses: writes docs/licenses.md, and fails when a licence is not allowed.
const packages = licensesOf(productionSbom());
writeFileSync("docs/licenses.md", licensesPage(packages));
console.log(`docs/licenses.md lists ${packages.length} packages.`);
const refused = refusedLicenses(packages);
for (const sentence of refused) console.error(sentence);
process.exitCode = refused.length > 0 ? 1 : 0;
