// A chat that streams, where each user pays for what their answers used.
import { createClient, unwrap } from "@refill/sdk";
import { insufficientCredits, withOpenAI } from "@refill/sdk/ai";
import express from "express";
import OpenAI from "openai";

const client = createClient({ baseUrl: process.env.REFILL_URL, apiKey: process.env.REFILL_SERVICE_KEY });
// Reads OPENAI_API_KEY and OPENAI_BASE_URL.
const provider = new OpenAI();
const app = express().use(express.json());

// Your own sign-in goes here: the id of the user who sent the request.
const userOf = (request) => request.get("x-user-id");
const known = new Set();

app.use(async (request, response, next) => {
  const externalId = userOf(request);
  if (!externalId) return response.status(401).json({ error: "Sign in first." });
  if (!known.has(externalId)) {
    unwrap(await client.PUT("/api/v1/customers/{externalId}", { params: { path: { externalId } }, body: {} }));
    known.add(externalId);
  }
  next();
});

app.get("/balance", async (request, response) => {
  const { available } = await client.credits.balance({ account: userOf(request) });
  response.json({ available });
});

app.post("/chat", async (request, response) => {
  const reader = new AbortController();
  response.on("close", () => reader.abort());
  const openai = withOpenAI(provider, { client, account: userOf(request), project: "chat" });
  const messages = [{ role: "user", content: String(request.body.message) }];
  const stream = await openai.chat.completions.create(
    { model: "gpt-5.1", messages, max_completion_tokens: 500, stream: true },
    { signal: reader.signal },
  );
  response.type("text/plain");
  for await (const { choices } of stream) response.write(choices[0]?.delta.content ?? "");
  response.end();
});

app.use((error, _request, response, _next) => {
  if (response.headersSent || response.destroyed) return response.destroy();
  const refusal = insufficientCredits(error);
  if (!refusal) return response.status(502).json({ error: "The model is not available. Nothing was charged." });
  const { required, available } = refusal;
  response.status(402).json({ error: "Not enough credits.", required, available });
});

const server = app.listen(process.env.PORT ?? 3001, () => console.log(`http://localhost:${server.address().port}`));
