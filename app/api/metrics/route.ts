import { metricsResource } from "@/lib/monitoring/scrape/metrics-resource";

/** The metrics of this process and of the app, for Prometheus: docs/observability.md. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = metricsResource;
