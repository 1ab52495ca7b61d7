import { writeFileSync } from "node:fs";
import { CLIENT_SCHEMA, clientSchema } from "./client-schema";

// npm run client:generate: after a change of an endpoint.
writeFileSync(CLIENT_SCHEMA, await clientSchema());
console.log(`Wrote ${CLIENT_SCHEMA}.`);
