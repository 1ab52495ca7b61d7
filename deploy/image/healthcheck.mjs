// Exits with 0 if the web server on this machine is healthy: `healthcheck.mjs` asks whether it responds, `healthcheck.mjs
// ready` whether it can serve requests now.
const [what = "live"] = process.argv.slice(2);
const url = `http://127.0.0.1:${process.env.PORT || 3000}/api/health/${what}`;

try {
  const response = await fetch(url, { signal: AbortSignal.timeout(4_000) });
  if (!response.ok) fail(`${url} responds with ${response.status}: ${await response.text()}`);
} catch (error) {
  fail(`${url}: ${error.cause?.message ?? error.message}`);
}

function fail(reason) {
  console.error(reason);
  process.exitCode = 1;
}
