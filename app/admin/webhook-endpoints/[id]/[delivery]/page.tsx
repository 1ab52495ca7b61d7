import type { Route } from "next";
import { notFound } from "next/navigation";
import { adminTitle } from "@/app/admin/admin-title";
import { replay } from "@/app/admin/webhook-endpoints/actions";
import { RefreshWhile } from "@/components/admin/refresh-while";
import { DeliveryStatus } from "@/components/admin/webhook-endpoints/delivery-status";
import { EndpointButton } from "@/components/admin/webhook-endpoints/endpoint-button";
import { BackLink } from "@/components/ui/back-link";
import { Card, CardHead } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Table, Td, Th } from "@/components/ui/table";
import { requireAdmin } from "@/lib/auth/guards";
import { database } from "@/lib/db";
import { findDelivery } from "@/lib/webhooks/endpoints/queries";
import { messageIdOf } from "@/lib/webhooks/secret";

export const generateMetadata = adminTitle("Webhook delivery");

export default async function AdminWebhookDeliveryPage({
  params,
}: PageProps<"/admin/webhook-endpoints/[id]/[delivery]">) {
  await requireAdmin();
  const { id, delivery } = await params;
  const found = await findDelivery(database().prisma, { endpointId: id, id: delivery });
  if (!found) notFound();
  const { message, status, tries, lastError, nextAttemptAt } = found;
  const path = `/admin/webhook-endpoints/${id}`;
  const event = { type: message.type, timestamp: message.occurredAt, data: message.data };
  return (
    <>
      <BackLink href={path as Route}>Endpoint</BackLink>
      <PageHeader
        title={message.type}
        action={
          <EndpointButton
            action={replay}
            fields={{ id, delivery }}
            label="Replay"
            look="primary"
            page={`${path}/${delivery}`}
          />
        }
      >
        <code className="break-all text-[13px]">{messageIdOf(found.messageId)}</code>
      </PageHeader>
      {status === "PENDING" ? <RefreshWhile /> : null}
      <Card aria-label="Attempts">
        <CardHead title="Attempts" action={<DeliveryStatus status={status} />} />
        {status === "DELIVERED" ? null : (
          <p role="status" className="px-4 pb-3 sm:px-5">
            {lastError ?? "It waits for the worker."}{" "}
            {nextAttemptAt && tries.length > 0 ? (
              <>
                Next attempt: <DateTime at={nextAttemptAt} />
              </>
            ) : null}
          </p>
        )}
        {tries.length > 0 ? (
          <Table caption="Attempts">
            <thead>
              <tr>
                <Th>Sent</Th>
                <Th>Answer</Th>
                <Th number>Took</Th>
              </tr>
            </thead>
            <tbody>
              {tries.map((attempt) => (
                <tr key={attempt.id}>
                  <Td className="whitespace-nowrap">
                    <DateTime at={attempt.at} />
                  </Td>
                  <Td>{attempt.error ?? attempt.status}</Td>
                  <Td number>{attempt.durationMs} ms</Td>
                </tr>
              ))}
            </tbody>
          </Table>
        ) : (
          <EmptyState title="It was not sent yet.">The worker sends it in turn.</EmptyState>
        )}
      </Card>
      <Card aria-label="Body" className="mt-4">
        <CardHead title="Body" />
        <pre
          // Scrolls, so the keyboard must reach it.
          // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
          tabIndex={0}
          className="focus-ring max-h-[32rem] overflow-auto border-line border-t px-4 py-4 font-mono text-[12.5px] leading-relaxed sm:px-5"
        >
          {JSON.stringify(event, null, 2)}
        </pre>
      </Card>
    </>
  );
}
