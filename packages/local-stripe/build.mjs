// Builds dist/ from src/: one program and one library, with everything they need inside, so that the packed package
// starts without installing anything. Run by npm pack.
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, "dist");

rmSync(dist, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ["src/main.ts", "src/index.ts"],
  outdir: dist,
  bundle: true,
  splitting: true,
  platform: "node",
  target: "node20",
  format: "esm",
  legalComments: "none",
  metafile: true,
});
chmodSync(join(dist, "main.js"), 0o755);

const types = readFileSync(join(root, "src/core/public-types.ts"), "utf8");
writeFileSync(
  join(dist, "index.d.ts"),
  `${types}
/** Starts a local Stripe. Rejects when the port is taken (the error's \`code\` is EADDRINUSE). */
export declare function startLocalStripe(options: LocalStripeOptions): Promise<LocalStripe>;
/** The address a service listens on: 127.0.0.1 unless \`setting\` is another IP address. */
export declare function hostFrom(setting: string | undefined): string;
/** How a service that listens on \`host\` is named in a URL. */
export declare function nameOf(host: string): string;
/** What to say of a service that other machines can reach. */
export declare const OPEN_WARNING: string;
`,
);
writeFileSync(join(dist, "THIRD-PARTY-LICENSES.txt"), licencesOf(Object.keys(metafile.inputs)));

/** The licences of the packages these files are from: their terms ask that they come along. */
function licencesOf(inputs) {
  const folders = new Set(inputs.flatMap((path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []));
  return [...folders]
    .sort()
    .map((folder) => {
      const path = join(root, folder);
      const { name, version } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
      const licence = readdirSync(path).find((file) => /^licen[cs]e(\.|$)/i.test(file));
      if (licence === undefined) throw new Error(`${name} has no licence file to ship.`);
      return `${name} ${version}\n\n${readFileSync(join(path, licence), "utf8").trim()}\n`;
    })
    .join("\n\n");
}
