import { writeFileSync } from "node:fs";
import { ENDPOINT_REGISTRY, endpointRegistry } from "./endpoint-registry";

// npm run client:generate: after an endpoint or a refusal was added or changed.
writeFileSync(ENDPOINT_REGISTRY, endpointRegistry());
// These read the registry, so they are imported only now.
const { CLIENT_SCHEMA, clientSchema } = await import("./client-schema");
const { API_GUIDE, apiGuide } = await import("./api-guide");
writeFileSync(CLIENT_SCHEMA, await clientSchema());
writeFileSync(API_GUIDE, apiGuide());
console.log(`Wrote ${ENDPOINT_REGISTRY}, ${CLIENT_SCHEMA} and the codes in ${API_GUIDE}.`);
