import { build, isBuildCurrent } from "./build";
import { generateIfOutdated } from "./generate";

// Builds for production when sources have changed, for `npm test`, which then tests this build.
await generateIfOutdated();
if (isBuildCurrent()) console.log("The build is up to date.");
else await build({});
