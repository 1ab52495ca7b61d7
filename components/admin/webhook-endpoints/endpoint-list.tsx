import type { Route } from "next";
import Link from "next/link";
import { EndpointStatus } from "@/components/admin/webhook-endpoints/endpoint-status";
import { DateTime } from "@/components/ui/date-time";
import { LinkPending } from "@/components/ui/link-pending";
import { Table, Td, Th } from "@/components/ui/table";
import type { Endpoint } from "@/lib/webhooks/endpoints/queries";

/** Every endpoint, with a link to its deliveries. */
export function EndpointList({ endpoints }: { endpoints: readonly Endpoint[] }) {
  return (
    <Table caption="Endpoints">
      <thead>
        <tr>
          <Th>Address</Th>
          <Th>Events</Th>
          <Th number className="hidden sm:table-cell">
            Created
          </Th>
        </tr>
      </thead>
      <tbody>
        {endpoints.map((endpoint) => (
          <tr key={endpoint.id}>
            <Td>
              <span className="flex flex-wrap items-center gap-2">
                <Link
                  href={`/admin/webhook-endpoints/${endpoint.id}` as Route}
                  className="focus-ring inline-block rounded-md font-medium font-mono text-[13px] leading-6 underline [overflow-wrap:anywhere] decoration-line-strong underline-offset-4 hover:decoration-ink"
                >
                  {endpoint.url}
                  <LinkPending />
                </Link>
                <EndpointStatus endpoint={endpoint} />
              </span>
              <span className="block text-[12.5px] text-faint">{endpoint.description}</span>
            </Td>
            <Td className="text-muted">{endpoint.eventTypes.length === 0 ? "All" : endpoint.eventTypes.length}</Td>
            <Td number className="hidden text-muted sm:table-cell">
              <DateTime at={endpoint.createdAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
