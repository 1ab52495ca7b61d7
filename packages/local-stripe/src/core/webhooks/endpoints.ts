import { invalid, missingResource } from "../api/errors";
import { listPage } from "../api/list";
import { bool, clearable, list, mergeMetadata, metadata, pagination, required, text } from "../api/params";
import { type Route, route } from "../api/route";
import { newId, randomText } from "../ids";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { eventTypes } from "./event-types";
import { secretKey } from "./secrets";

type Endpoint = Tables["webhook_endpoint"];

export const webhookEndpointRoutes: Route[] = [
  route(
    "POST",
    "/v1/webhook_endpoints",
    {
      api_version: text,
      description: clearable(text),
      enabled_events: required(list(text)),
      metadata,
      url: required(text),
    },
    ({ tx, params }) => {
      const endpoint = createEndpoint(tx, {
        url: params.url,
        enabledEvents: checkedEvents(params.enabled_events),
        secret: `whsec_${randomText(32)}`,
        description: params.description ?? null,
        metadata: mergeMetadata({}, params.metadata),
        apiVersion: checkedVersion(params.api_version),
      });
      return { ...endpoint, secret: tx.setting(secretKey(endpoint.id)) };
    },
  ),
  route("GET", "/v1/webhook_endpoints", pagination, ({ tx, params }) =>
    listPage(tx.rows("webhook_endpoint"), params, "/v1/webhook_endpoints"),
  ),
  route("GET", "/v1/webhook_endpoints/:id", {}, ({ tx, id }) => endpointOf(tx, id)),
  route(
    "POST",
    "/v1/webhook_endpoints/:id",
    { description: clearable(text), disabled: bool, enabled_events: list(text), metadata, url: text },
    ({ tx, params, id }) => {
      const before = endpointOf(tx, id);
      const status = params.disabled === undefined ? before.status : params.disabled ? "disabled" : "enabled";
      return tx.put("webhook_endpoint", {
        ...before,
        description: params.description === undefined ? before.description : params.description,
        enabled_events:
          params.enabled_events === undefined ? before.enabled_events : checkedEvents(params.enabled_events),
        metadata: mergeMetadata(before.metadata, params.metadata),
        status,
        url: params.url === undefined ? before.url : checkedUrl(params.url),
      });
    },
  ),
  route("DELETE", "/v1/webhook_endpoints/:id", {}, ({ tx, id }) => {
    endpointOf(tx, id);
    tx.remove("webhook_endpoint", id);
    return tx.put("deleted", { id, object: "webhook_endpoint", deleted: true });
  }),
];

export interface EndpointInput {
  url: string;
  enabledEvents: string[];
  secret: string;
  description: string | null;
  metadata: Record<string, string>;
  apiVersion: string | null;
}

/** The secret is kept beside the endpoint, because Stripe shows it only once. */
export function createEndpoint(tx: Tx, input: EndpointInput): Endpoint {
  const endpoint = tx.put("webhook_endpoint", {
    id: newId("we"),
    object: "webhook_endpoint",
    api_version: input.apiVersion,
    application: null,
    created: tx.now,
    description: input.description,
    enabled_events: input.enabledEvents,
    livemode: false,
    metadata: input.metadata,
    status: "enabled",
    url: checkedUrl(input.url),
  });
  tx.set(secretKey(endpoint.id), input.secret);
  return endpoint;
}

function endpointOf(tx: Tx, id: string): Endpoint {
  const row = tx.get("webhook_endpoint", id);
  if (row === undefined) throw missingResource("webhook endpoint", id);
  return row;
}

function checkedUrl(url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw invalid("Invalid URL", "url", "url_invalid");
  return url;
}

function checkedEvents(names: string[]): string[] {
  if (names.length === 0) throw invalid("You must listen to at least one event.", "enabled_events");
  const unknown = names.findIndex((name) => !eventTypes.has(name));
  if (unknown !== -1) {
    const name = names[unknown];
    throw invalid(`Invalid enabled_events[${unknown}]: ${name} is not an event type`, `enabled_events[${unknown}]`);
  }
  return [...new Set(names)];
}

function checkedVersion(version: string | undefined): string | null {
  if (version === undefined) return null;
  if (!/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(version)) {
    throw invalid(`Invalid Stripe API version: ${version}`, "api_version");
  }
  return version;
}
