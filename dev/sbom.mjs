// npm run sbom -- FILE: writes the software bill of materials (CycloneDX) of what runs in production. Needs no installation.
import { writeFileSync } from "node:fs";
import { productionSbom } from "../deploy/image/sbom.mjs";

const [file = "sbom.cdx.json"] = process.argv.slice(2);
const sbom = productionSbom();
writeFileSync(file, `${JSON.stringify(sbom, null, 2)}\n`);
console.log(`${file} lists ${sbom.components.length} packages.`);
