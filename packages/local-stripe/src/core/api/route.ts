import type { Tx } from "../store/tx";
import type { ApiError } from "./errors";
import type { RawObject } from "./form";
import { type Params, readParams, type Shape } from "./params";

export type Method = "GET" | "POST" | "DELETE";

export interface Call<P> {
  tx: Tx;
  params: P;
  /** The `:id` of the path, or an empty string. */
  id: string;
  /** The `:child` of the path, the id of something that belongs to `id`, or an empty string. */
  child: string;
}

/** A row to answer with, or a refusal that keeps what was done (see ApiError). */
export type Answer = object | ApiError;

export interface Route {
  method: Method;
  path: string;
  run(tx: Tx, id: string, raw: RawObject, child: string): Answer;
}

/** One API endpoint: its parameters (anything else is refused) and what it does inside the request's transaction. */
export function route<S extends Shape>(
  method: Method,
  path: string,
  shape: S,
  handle: (call: Call<Params<S>>) => Answer,
): Route {
  return { method, path, run: (tx, id, raw, child) => handle({ tx, id, child, params: readParams(shape, raw) }) };
}
