export { type ClientOptions, createClient } from "./client/create-client.js";
export { ApiError, type ApiProblem, requestIdOf, unwrap } from "./client/problem.js";
export type { components, operations, paths } from "./client/schema.js";
