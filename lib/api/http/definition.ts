import type { z } from "zod";
import type { Account } from "@/lib/api/http/account";
import type { Caller, Scope } from "@/lib/api/http/caller";
import type { ProblemCode } from "@/lib/api/http/problems";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** One endpoint, told once: the route obeys it and the OpenAPI document repeats it. */
export type Definition = {
  method: Method;
  path: `/api/${string}`;
  /** A few words, for a list. */
  summary: string;
  /** What a caller should know besides; Markdown. */
  description?: string;
  /** Who may call: anyone, a person (no API key), or credentials with this scope. */
  access: "public" | "person" | Scope;
  /** Takes a person who proved who they are within the last ten minutes, by signing in or on /confirm-identity. */
  identity?: "recent";
  /**
   * Whose account it is about. Unless told, the caller's own or, for a service key, the one named by `account` in the
   * body or the query; "items" name their own; "none" is about no account.
   */
  account?: "items" | "none";
  /** What stands in for {…} in the path. */
  params?: z.ZodType;
  query?: z.ZodType;
  /** JSON of at most 1 MB. */
  body?: z.ZodType;
  /** A request without a body counts as {}. */
  bodyOptional?: true;
  /** Names, objects and lists in the body, where it may have more than most. */
  maxParts?: number;
  /** JSON, unless `mediaType` says otherwise. With `event` it is a stream of events of that name (text/event-stream), and the schema is that of their data. */
  success: { status: 200 | 201; schema: z.ZodType; event?: string; mediaType?: "application/zip" };
  /** As in the reference. */
  example?: {
    params?: Record<string, string>;
    query?: Record<string, string | number>;
    body?: Record<string, unknown>;
    answer: Record<string, unknown>;
  };
  /** Refusals of its own, besides those that any endpoint may answer. */
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
