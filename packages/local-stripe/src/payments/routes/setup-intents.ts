import { invalid, missingResource } from "../../core/api/errors";
import { customerOf } from "../../core/api/existing";
import { inRange, listPage } from "../../core/api/list";
import {
  bool,
  list,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  type Params,
  pagination,
  range,
  required,
  text,
} from "../../core/api/params";
import { type Answer, type Route, route } from "../../core/api/route";
import { newId } from "../../core/ids";
import { toJson } from "../../core/store/diff";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { cardError } from "../attach";
import { methodFromData, methodShape } from "../method-data";
import { buildSetupIntent } from "../objects/setup-intent";
import { confirmSetup } from "../setup";
import { requireUsable, usableMethod } from "../usable";

const named = { payment_method: text, payment_method_data: object(methodShape) };
type Named = Params<typeof named>;

export const setupIntentRoutes: Route[] = [
  route(
    "POST",
    "/v1/setup_intents",
    {
      ...named,
      automatic_payment_methods: object({ enabled: required(bool), allow_redirects: oneOf("always", "never") }),
      allowed_payment_method_types: list(text),
      excluded_payment_method_types: list(text),
      confirm: bool,
      customer: text,
      description: text,
      metadata,
      return_url: text,
      use_stripe_sdk: bool,
      usage: oneOf("off_session", "on_session"),
    },
    ({ tx, params }) => {
      if (params.customer !== undefined) customerOf(tx, params.customer, "customer");
      if (params.return_url !== undefined && params.confirm !== true) {
        throw invalid("You cannot set `return_url` unless `confirm` is true.", "return_url");
      }
      const redirects = params.automatic_payment_methods?.allow_redirects;
      const setup = tx.put(
        "setup_intent",
        buildSetupIntent({
          id: newId("seti"),
          created: tx.now,
          customer: params.customer ?? null,
          description: params.description ?? null,
          metadata: mergeMetadata({}, params.metadata),
          paymentMethod: methodIn(tx, params, params.customer ?? null) ?? null,
          usage: params.usage ?? "off_session",
          allowedTypes: params.allowed_payment_method_types ?? null,
          excludedTypes: params.excluded_payment_method_types ?? null,
          ...(redirects === undefined ? {} : { allowRedirects: redirects }),
        }),
      );
      tx.emit("setup_intent.created", "setup_intent", setup.id);
      return params.confirm === true ? confirm(tx, setup.id, params) : setup;
    },
  ),
  route(
    "GET",
    "/v1/setup_intents",
    { ...pagination, created: range, customer: text, payment_method: text },
    ({ tx, params }) => {
      const rows = tx
        .rows("setup_intent")
        .filter((row) => params.customer === undefined || row.customer === params.customer)
        .filter((row) => params.payment_method === undefined || row.payment_method === params.payment_method)
        .filter((row) => inRange(row.created, params.created));
      return listPage(rows, params, "/v1/setup_intents");
    },
  ),
  route("GET", "/v1/setup_intents/:id", { client_secret: text }, ({ tx, id }) => setupOf(tx, id)),
  route(
    "POST",
    "/v1/setup_intents/:id",
    { ...named, customer: text, description: text, metadata },
    ({ tx, params, id }) => {
      const before = setupOf(tx, id);
      if (["succeeded", "canceled"].includes(before.status) && (params.payment_method ?? params.customer)) {
        throw wrongState(before, "update");
      }
      if (params.customer !== undefined) customerOf(tx, params.customer, "customer");
      const method = methodIn(tx, params, params.customer ?? before.customer);
      return tx.put("setup_intent", {
        ...before,
        customer: params.customer ?? before.customer,
        description: params.description ?? before.description,
        metadata: mergeMetadata(before.metadata, params.metadata),
        payment_method: method ?? before.payment_method,
        status:
          method !== undefined && before.status === "requires_payment_method" ? "requires_confirmation" : before.status,
      });
    },
  ),
  route(
    "POST",
    "/v1/setup_intents/:id/confirm",
    { ...named, return_url: text, use_stripe_sdk: bool },
    ({ tx, params, id }) => {
      const before = setupOf(tx, id);
      if (before.status === "succeeded" || before.status === "canceled") throw wrongState(before, "confirm");
      const method = methodIn(tx, params, before.customer);
      if (method !== undefined) tx.patch("setup_intent", id, { payment_method: method });
      return confirm(tx, id, params);
    },
  ),
  route(
    "POST",
    "/v1/setup_intents/:id/cancel",
    { cancellation_reason: oneOf("abandoned", "duplicate", "requested_by_customer") },
    ({ tx, params, id }) => {
      const before = setupOf(tx, id);
      if (before.status === "succeeded" || before.status === "canceled") throw wrongState(before, "cancel");
      tx.put("setup_intent", {
        ...before,
        cancellation_reason: params.cancellation_reason ?? null,
        next_action: null,
        status: "canceled",
      });
      tx.emit("setup_intent.canceled", "setup_intent", id);
      return setupOf(tx, id);
    },
  ),
];

type Confirmation = { return_url: string | undefined; use_stripe_sdk: boolean | undefined };

function confirm(tx: Tx, id: string, { return_url: returnUrl, use_stripe_sdk: useStripeSdk }: Confirmation): Answer {
  const setup = setupOf(tx, id);
  const method = setup.payment_method;
  if (method === null) {
    throw invalid("You cannot confirm this SetupIntent because it's missing a payment method.", "payment_method");
  }
  requireUsable(tx, method);
  const outcome = confirmSetup(tx, id, { returnUrl: returnUrl ?? null, useStripeSdk: useStripeSdk ?? false });
  if (outcome.kind === "declined") return cardError(outcome.decline, { setup_intent: toJson(setupOf(tx, id)) });
  return setupOf(tx, id);
}

/** The method that was named or described, if any was. */
function methodIn(tx: Tx, params: Named, customer: string | null): string | undefined {
  if (params.payment_method !== undefined && params.payment_method_data !== undefined) {
    throw invalid(
      "You may only specify one of these parameters: payment_method, payment_method_data.",
      "payment_method",
      "parameters_exclusive",
    );
  }
  if (params.payment_method_data !== undefined) {
    return methodFromData(tx, params.payment_method_data, "payment_method_data").id;
  }
  return params.payment_method && usableMethod(tx, params.payment_method, customer).id;
}

function wrongState(setup: Tables["setup_intent"], verb: string): Error {
  return invalid(
    `You cannot ${verb} this SetupIntent because it has a status of ${setup.status}.`,
    undefined,
    "setup_intent_unexpected_state",
  );
}

function setupOf(tx: Tx, id: string): Tables["setup_intent"] {
  const row = tx.get("setup_intent", id);
  if (row === undefined) throw missingResource("setupintent", id);
  return row;
}
