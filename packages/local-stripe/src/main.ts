#!/usr/bin/env node
import { FolderInUse } from "./core/store/lock";
import { help } from "./help";
import { hostFrom, OPEN_WARNING } from "./host";
import { startLocalStripe } from "./start";

const [argument] = process.argv.slice(2);
if (argument === "--help" || argument === "-h") {
  console.log(help);
  process.exit();
}
if (argument !== undefined) stop(`There is no argument ${argument}; local-stripe --help lists the settings.`);

const port = Number(process.env.STRIPE_LOCAL_PORT ?? 12111);
const dataDir = process.env.STRIPE_LOCAL_DATA ?? ".data/stripe";
const webhookUrl = process.env.STRIPE_LOCAL_WEBHOOK_URL;
const webhookSecret = process.env.STRIPE_LOCAL_WEBHOOK_SECRET;
const publicUrl = process.env.STRIPE_LOCAL_PUBLIC_URL;
const host = hostFrom(process.env.HOST);

if (!Number.isInteger(port) || port < 0 || port > 65_535)
  stop("STRIPE_LOCAL_PORT must be a port number, for instance 12111.");
if ((webhookUrl === undefined) !== (webhookSecret === undefined)) {
  stop("Set STRIPE_LOCAL_WEBHOOK_URL and STRIPE_LOCAL_WEBHOOK_SECRET together, or neither.");
}

try {
  const server = await startLocalStripe({
    port,
    host,
    dataDir,
    ...(webhookUrl && webhookSecret ? { webhook: { url: webhookUrl, secret: webhookSecret } } : {}),
    ...(publicUrl ? { publicUrl } : {}),
  });
  console.log(`Local Stripe is ready on ${server.url} (state in ${dataDir})`);
  if (host !== "127.0.0.1") console.warn(`The local Stripe ${OPEN_WARNING}`);
  const end = () => void server.close().then(() => process.exit(0));
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
} catch (error) {
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    stop(`Port ${port} is taken. Stop what listens there, or set STRIPE_LOCAL_PORT to another port.`);
  }
  if (error instanceof FolderInUse) stop(error.message);
  throw error;
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
