import { Chip } from "@/components/ui/chip";
import type { Endpoint } from "@/lib/webhooks/endpoints/queries";

/** Whether an endpoint is sent events, and why not. */
export function EndpointStatus({ endpoint }: { endpoint: Endpoint }) {
  switch (endpoint.disabledReason) {
    case "ADMIN":
      return <Chip>Disabled</Chip>;
    case "GONE":
      return <Chip tone="bad">Disabled: it answered 410</Chip>;
    case "FAILING":
      return <Chip tone="bad">Disabled: failed for days</Chip>;
    default:
      return endpoint.failingSince ? <Chip tone="warn">Failing</Chip> : <Chip tone="good">Enabled</Chip>;
  }
}
