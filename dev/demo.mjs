// npm run demo: the whole app on this machine, from scratch. See demo.ts.
import { fileURLToPath } from "node:url";
import { checkNode, installIfNeeded } from "./install.mjs";

checkNode();
process.chdir(fileURLToPath(new URL("..", import.meta.url)));
if (!installIfNeeded()) process.exit(1);

const { register } = await import("tsx/esm/api");
register();
await import("./demo.ts");
