import type { Route } from "next";
import Link from "next/link";
import { DeliveryStatus } from "@/components/admin/webhook-endpoints/delivery-status";
import { EndpointButton } from "@/components/admin/webhook-endpoints/endpoint-button";
import { DateTime } from "@/components/ui/date-time";
import type { FormAction } from "@/components/ui/form-state";
import { LinkPending } from "@/components/ui/link-pending";
import { Table, Td, Th } from "@/components/ui/table";
import type { Delivery } from "@/lib/webhooks/endpoints/queries";

type DeliveryListProps = { endpointId: string; deliveries: readonly Delivery[]; replay: FormAction };

/** What was and is to be sent to an endpoint, newest first. */
export function DeliveryList({ endpointId, deliveries, replay }: DeliveryListProps) {
  const page = `/admin/webhook-endpoints/${endpointId}`;
  return (
    <Table caption="Deliveries">
      <thead>
        <tr>
          <Th>Event</Th>
          <Th number className="hidden sm:table-cell">
            Attempts
          </Th>
          <Th number className="hidden sm:table-cell">
            Happened
          </Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map(({ id, status, message, attempts, lastError, nextAttemptAt }) => (
          <tr key={id} data-delivery={id}>
            <Td>
              <span className="flex flex-wrap items-center gap-2">
                <Link
                  href={`${page}/${id}` as Route}
                  className="focus-ring inline-block rounded-md font-medium font-mono text-[13px] leading-6 underline decoration-line-strong underline-offset-4 [overflow-wrap:anywhere] hover:decoration-ink"
                >
                  {message.type}
                  <LinkPending />
                </Link>
                <DeliveryStatus status={status} />
              </span>
              {status === "DELIVERED" ? null : (
                <span className="block text-[12.5px] text-faint">
                  {lastError}
                  {nextAttemptAt && attempts > 0 ? (
                    <>
                      {" "}
                      Next attempt: <DateTime at={nextAttemptAt} />
                    </>
                  ) : null}
                  {status === "PENDING" && !nextAttemptAt ? "Waits for an earlier event of its account." : null}
                </span>
              )}
            </Td>
            <Td number className="hidden sm:table-cell">
              {attempts}
            </Td>
            <Td number className="hidden text-muted sm:table-cell">
              <DateTime at={message.occurredAt} />
            </Td>
            <Td className="w-px">
              <EndpointButton
                action={replay}
                fields={{ id: endpointId, delivery: id }}
                label="Replay"
                name={`Replay ${message.type} ${id}`}
                page={page}
                size="small"
              />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
