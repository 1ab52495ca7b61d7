/** What the samples of the guides build on. The quick start shows both; a test runs them before each sample. */

export const clientSetUp = (origin: string) => `import { createClient, unwrap } from "@refill/sdk";

const client = createClient({
  baseUrl: "${origin}",
  apiKey: process.env.REFILL_API_KEY,
});`;

export const pythonSetUp = (origin: string) => `import json, os, urllib.error, urllib.request

def call(method, path, body=None, key=None):
    headers = {
        "Authorization": f"Bearer {os.environ['REFILL_API_KEY']}",
        "Content-Type": "application/json",
    }
    if key:
        headers["Idempotency-Key"] = key
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        "${origin}" + path, data, headers, method=method
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response)`;
