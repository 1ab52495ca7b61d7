import { beginCall, type Call, type CreditsOptions, countingOf, type MeteredCall, settledSoon } from "./call.js";
import { UnmeteredCallError } from "./errors.js";
import { dataOf, EventReader } from "./sse.js";
import { meteredStream, type Observed, type Observer } from "./stream.js";
import { tokensOfBytes, type Usage } from "./usage.js";

export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export type Json = { [name: string]: unknown };

/** Reads the events of one streamed answer. */
export type EventObserver = {
  /** Sees what an event carries. Returns whether it is passed on to the reader. */
  see: (data: unknown) => boolean;
  observed: () => Observed;
  /** UTF-8 bytes of text that were delivered, and usage that is known before the end. */
  delivered: () => { bytes: number; known?: Usage };
};

/** How one kind of request of a provider is metered. */
export type Metering = {
  call: Call;
  /** The request as it is sent, when it has to ask for usage. */
  body?: Json;
  /** Usage of an answer that is one JSON document; null if it has none. */
  usageOf: (answer: Json) => Usage | null;
  events?: () => EventObserver;
};

export type Provider = {
  /** How a POST is metered; "free" if it costs nothing, null if it cannot be metered. */
  meteringOf: (
    path: string,
    body: Json,
    counting: { outputTokens: number; bytesPerToken: number },
  ) => Metering | "free" | null;
};

/** A refusal before the provider is called, as an answer that its client does not retry: errorOf finds the error. */
const refusals = new WeakMap<Headers, unknown>();

function refusal(error: unknown): Response {
  const message = error instanceof Error ? error.message : String(error);
  // Clients of providers retry what fetch throws. They take a status for an answer.
  const response = new Response(JSON.stringify({ error: { type: "refill", message } }), {
    status: 402,
    headers: { "content-type": "application/json", "x-should-retry": "false" },
  });
  refusals.set(response.headers, error);
  return response;
}

/** A fetch for the client of a provider that holds credits before each call and captures what it used. */
function meteredFetch(provider: Provider, options: CreditsOptions, send: Fetch): Fetch {
  const counting = countingOf(options);
  return async (input, init) => {
    const method = (init?.method ?? "GET").toUpperCase();
    if (method !== "POST") return send(input, init);
    const { pathname } = new URL(input instanceof Request ? input.url : String(input));
    const metering = provider.meteringOf(pathname, jsonOf(init?.body), counting);
    if (metering === "free") return send(input, init);
    // With an own key the customer pays the provider for what cannot be metered.
    if (metering === null && options.charge === false) return send(input, init);
    if (metering === null) return refusal(new UnmeteredCallError(`POST ${pathname}`));
    let metered: MeteredCall;
    try {
      metered = await beginCall(options, metering.call, init?.signal ?? undefined);
    } catch (error) {
      return refusal(error);
    }
    let response: Response;
    try {
      const body = metering.body === undefined ? init?.body : JSON.stringify(metering.body);
      response = await metered.during(send(input, { ...init, body }));
      if (!response.ok) throw response;
      const { body: content } = response;
      if (content === null || isDocument(response)) return await whole(response, metering, metered);
      const observer = isEvents(response)
        ? bytesObserver(metering.events?.() ?? lastEventObserver(metering), metering.call, counting.bytesPerToken)
        : contentObserver(metering);
      return copyOf(response, meteredStream(content, metered, observer, init?.signal ?? undefined));
    } catch (error) {
      await settledSoon(metered.release());
      if (error instanceof Response) return error;
      throw error;
    }
  };
}

const typeOf = ({ headers }: Response) => headers.get("content-type") ?? "";
const isEvents = (response: Response) => typeOf(response).startsWith("text/event-stream");
const isDocument = (response: Response) => /json|^text\//.test(typeOf(response)) && !isEvents(response);

/** An answer that is read as a whole. */
async function whole(response: Response, metering: Metering, metered: MeteredCall): Promise<Response> {
  const content = await metered.during(response.arrayBuffer());
  const usage = metering.usageOf(jsonOf(new TextDecoder().decode(content)));
  await settledSoon(metered.capture(usage ?? metering.call.estimate, { estimated: usage === null }));
  return copyOf(response, content);
}

const copyOf = ({ status, statusText, headers }: Response, body: BodyInit) =>
  new Response(body, { status, statusText, headers });

const encoder = new TextEncoder();

/** Observes content that says nothing itself, such as a sound: any of it is what was asked for. */
function contentObserver({ call, usageOf }: Metering): Observer<Uint8Array<ArrayBuffer>> {
  let hasBegun = false;
  return {
    see: (chunk) => {
      hasBegun = true;
      return chunk;
    },
    observed: () => ({ usage: hasBegun ? usageOf({}) : null, failed: false }),
    estimate: () => (hasBegun ? call.estimate : null),
  };
}

/** Observes events of which the last says what was used. */
function lastEventObserver({ usageOf }: Metering): EventObserver {
  let usage: Usage | null = null;
  let failed = false;
  let bytes = 0;
  return {
    see: (data) => {
      const event = fieldsOf(data);
      if (event.type === "error" || event.error) failed = true;
      usage = usageOf(event) ?? usage;
      bytes += 1;
      return true;
    },
    observed: () => ({ usage, failed }),
    delivered: () => ({ bytes }),
  };
}

/** Observes the events in a stream of bytes. */
function bytesObserver(events: EventObserver, call: Call, bytesPerToken: number): Observer<Uint8Array<ArrayBuffer>> {
  const reader = new EventReader();
  return {
    see: (chunk) => {
      const passed = reader.read(chunk).filter((event) => isPassedOn(event, events));
      return passed.length === 0 ? null : encoder.encode(passed.join(""));
    },
    observed: events.observed,
    estimate: () => {
      const { bytes, known } = events.delivered();
      if (bytes === 0) return null;
      if (call.kind !== "language") return call.estimate;
      return { ...call.estimate, ...known, output: tokensOfBytes(bytes, bytesPerToken) };
    },
  };
}

function isPassedOn(event: string, events: EventObserver): boolean {
  try {
    const data = dataOf(event);
    return data === null || events.see(data);
  } catch {
    return true;
  }
}

/** A body as JSON; what is not JSON has no fields. A form's fields are those of its texts. */
function jsonOf(body: unknown): Json {
  if (body instanceof FormData) return Object.fromEntries(body.entries());
  if (typeof body !== "string") return {};
  try {
    return fieldsOf(JSON.parse(body));
  } catch {
    return {};
  }
}

/** The fields of a value, if it is an object. */
export function fieldsOf(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** A number of a field, or another. */
export function numberOf(value: unknown, otherwise: number): number {
  return typeof value === "number" && Number.isFinite(value) ? value : otherwise;
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** What the clients of the providers have in common, as far as it is public. */
export type ProviderClient = { withOptions: (options: never) => unknown };

/** The same client, whose calls are metered. Refusals of credits are thrown as they are. */
export function meteredClient<Client extends ProviderClient>(
  client: Client,
  provider: Provider,
  options: CreditsOptions,
): Client {
  const { fetch: own } = client as unknown as { fetch?: Fetch };
  const send: Fetch = own ?? ((input, init) => fetch(input, init));
  return throwingRefusals(client.withOptions({ fetch: meteredFetch(provider, options, send) } as never) as Client);
}

type MakeError = (status: number, error: unknown, message: unknown, headers: Headers) => unknown;

/** The clients make an error of each answer that is not a success: for ours, it is the one that the answer is about. */
function throwingRefusals<Client extends ProviderClient>(client: Client): Client {
  const { makeStatusError } = client as unknown as { makeStatusError: MakeError };
  const { withOptions } = client;
  return Object.assign(client, {
    makeStatusError: (...answer: Parameters<MakeError>) =>
      refusals.get(answer[3]) ?? makeStatusError.apply(client, answer),
    withOptions: (more: never) => throwingRefusals(withOptions.call(client, more) as Client),
  });
}
