// A web process for tests: it starts as the server does, serves the API's routes, and prints their address.
import "next/dist/server/node-environment-baseline.js";
import { startServer } from "../../lib/jobs/start-server";
import { serveApi } from "./serve-api";

await startServer();
const { url } = await serveApi();
process.stdout.write(`web ${url}\n`);
