export { type ClientOptions, createClient, type RefillClient } from "./client/create-client.js";
export type {
  Balance,
  Charge,
  Credits,
  Dimensions,
  Hold,
  Item,
  Labels,
  ListedMeter,
  PlacedHold,
  Spend,
} from "./client/credits.js";
export { RefillError, TimeoutError } from "./client/errors.js";
export {
  ApiError,
  type ApiProblem,
  BudgetExceededError,
  InsufficientCreditsError,
  requestIdOf,
  unwrap,
} from "./client/problem.js";
export type { components, operations, paths } from "./client/schema.js";
