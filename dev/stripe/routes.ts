import type { Route } from "./api/route";
import { customerRoutes } from "./resources/customers";
import { eventRoutes } from "./resources/events";
import { priceRoutes } from "./resources/prices";
import { productRoutes } from "./resources/products";
import { webhookEndpointRoutes } from "./resources/webhook-endpoints";

/** The whole `/v1` surface. */
export const routes: readonly Route[] = [
  ...customerRoutes,
  ...productRoutes,
  ...priceRoutes,
  ...webhookEndpointRoutes,
  ...eventRoutes,
];
