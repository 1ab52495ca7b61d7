import { AsyncLocalStorage } from "node:async_hooks";
import type Stripe from "stripe";
import { knownLabel } from "@/lib/monitoring/known-label";
import { processMetrics } from "@/lib/monitoring/process-metrics";
import { endpointTemplate } from "@/lib/stripe/endpoint-template";
import type { RequestBudget } from "@/lib/stripe/request-budget";

type HttpClient = ReturnType<typeof Stripe.createNodeHttpClient>;

const METHODS = new Set(["GET", "POST", "DELETE"]);

/** What a request of Stripe's library and the retries that it makes of it have in common. */
const attempts = new AsyncLocalStorage<{ sent: boolean }>();

/**
 * Counts each request to Stripe and measures how long it takes, once the budget, if there is one, allows it. Changes the
 * client, and returns it.
 */
export function measured(client: HttpClient, budget?: RequestBudget): HttpClient {
  const send = client.makeRequest.bind(client);
  client.makeRequest = async (host, port, path, method, ...rest) => {
    const { stripeRequests, stripeSeconds, stripeRetries } = processMetrics();
    const labels = { method: knownLabel(METHODS, method), endpoint: endpointTemplate(path) };
    // Found out before anything is waited for: see isRetry.
    if (isRetry()) stripeRetries.inc(labels);
    await budget?.take();
    const begun = performance.now();
    const ended = (status: string) => {
      stripeRequests.inc({ ...labels, status });
      stripeSeconds.observe(labels, (performance.now() - begun) / 1000);
    };
    try {
      const response = await send(host, port, path, method, ...rest);
      ended(String(response.getStatusCode()));
      return response;
    } catch (error) {
      ended("none");
      throw error;
    }
  };
  return client;
}

/**
 * Whether the library sends a request again. It does so from a timer that it starts where it waited for the first response,
 * and so in that asynchronous context, which no other request shares.
 */
function isRetry(): boolean {
  const known = attempts.getStore();
  if (known?.sent) return true;
  attempts.enterWith({ sent: true });
  return false;
}
