export type { Dunning, DunningEnd, LocalStripe, LocalStripeEvent, LocalStripeOptions } from "./core/public-types";
export { hostFrom, nameOf, OPEN_WARNING } from "./host";
export { startLocalStripe } from "./start";
