import type { z } from "zod";
import type { Account } from "@/lib/api/http/account";
import type { Caller, Scope } from "@/lib/api/http/caller";
import type { ProblemCode } from "@/lib/api/http/problems";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * One endpoint. The route handler enforces it, and the OpenAPI document, the reference and the client are made from
 * it.
 */
export type Definition = {
  method: Method;
  path: `/api/${string}`;
  /** A few words, for lists of endpoints. */
  summary: string;
  /** What a caller should know beyond the summary; Markdown. */
  description?: string;
  /**
   * Who has access: anyone, people (no API keys), or credentials with this scope. `admin:*` is for admins, with a second
   * factor where one is required, and for keys with that scope; a change also declares `identity: "recent"`.
   */
  access: "public" | "person" | Scope;
  /**
   * Requires a person who confirmed their identity within the last ten minutes, by signing in or on /confirm-identity.
   */
  identity?: "recent";
  /**
   * Whose account it is about. By default the caller's own or, for a service key, the one that `account` names in the
   * body or the query. With "items" each item of the body names its own; with "none" it is about no account.
   */
  account?: "items" | "none";
  /** The values for {…} in the path. */
  params?: z.ZodType;
  query?: z.ZodType;
  /** JSON, at most 1 MB. */
  body?: z.ZodType;
  /** A request without a body counts as {}. */
  bodyOptional?: true;
  /** How many names, objects and lists the body may have, if more than the default. */
  maxParts?: number;
  /**
   * JSON, unless `mediaType` says otherwise. With `event` it is a stream of events of that name (text/event-stream),
   * and the schema is that of their data.
   */
  success: { status: 200 | 201; schema: z.ZodType; event?: string; mediaType?: "application/zip" | "text/csv" };
  /** Shown in the reference, and checked against the schemas. */
  example?: {
    params?: Record<string, string>;
    query?: Record<string, string | number>;
    body?: Record<string, unknown>;
    answer: Record<string, unknown>;
  };
  /** The refusals that are particular to it, beyond those that any endpoint can answer with. */
  problems?: ProblemCode[];
};

/** Keeps the exact types of the schemas, which is what types the handler. */
export function define<const D extends Definition>(definition: D): D {
  return definition;
}

export type Query<D extends Definition> = D["query"] extends z.ZodType ? z.output<D["query"]> : undefined;
export type Params<D extends Definition> = D["params"] extends z.ZodType ? z.output<D["params"]> : undefined;
export type Body<D extends Definition> = D["body"] extends z.ZodType ? z.output<D["body"]> : undefined;
export type Success<D extends Definition> = z.input<D["success"]["schema"]>;
export type CallerOf<D extends Definition> = D["access"] extends "public" ? null : Caller;
export type AccountOf<D extends Definition> = D["access"] extends "public" ? null : Account;
