import type { Route } from "next";
import { notFound } from "next/navigation";
import { adminTitle } from "@/app/admin/admin-title";
import {
  removeEndpoint,
  replay,
  rollEndpointSecret,
  saveEndpoint,
  sendTestEvent,
  switchEndpoint,
} from "@/app/admin/webhook-endpoints/actions";
import { RefreshWhile } from "@/components/admin/refresh-while";
import { DeliveryList } from "@/components/admin/webhook-endpoints/delivery-list";
import { DELIVERY_NAMES } from "@/components/admin/webhook-endpoints/delivery-status";
import { EndpointAct } from "@/components/admin/webhook-endpoints/endpoint-act";
import { EndpointButton } from "@/components/admin/webhook-endpoints/endpoint-button";
import { EndpointForm } from "@/components/admin/webhook-endpoints/endpoint-form";
import { EndpointStatus } from "@/components/admin/webhook-endpoints/endpoint-status";
import { BackLink } from "@/components/ui/back-link";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import { requireAdmin } from "@/lib/auth/guards";
import { database } from "@/lib/db";
import type { WebhookDeliveryStatus } from "@/lib/generated/prisma/enums";
import { ROLL_HOURS } from "@/lib/webhooks/endpoints/change-endpoint";
import { countDeliveries, findEndpoint, listDeliveries, parseDeliveryCursor } from "@/lib/webhooks/endpoints/queries";

export const generateMetadata = adminTitle("Webhook endpoint");

const PAGE_SIZE = 25;
const STATUSES = Object.keys(DELIVERY_NAMES) as WebhookDeliveryStatus[];

export default async function AdminWebhookEndpointPage({
  params,
  searchParams,
}: PageProps<"/admin/webhook-endpoints/[id]">) {
  await requireAdmin();
  const { prisma } = database();
  const endpoint = await findEndpoint(prisma, (await params).id);
  if (!endpoint) notFound();
  const { id, url, description, eventTypes, disabledAt } = endpoint;
  const asked = await searchParams;
  const status = STATUSES.find((one) => one === asked.status);
  const cursor = typeof asked.cursor === "string" ? asked.cursor : undefined;
  const after = cursor === undefined ? undefined : (parseDeliveryCursor(cursor) ?? undefined);
  const [page, counts] = await Promise.all([
    listDeliveries(prisma, { endpointId: id, status }, { cursor: after, limit: PAGE_SIZE }),
    countDeliveries(prisma, id),
  ]);
  const path = `/admin/webhook-endpoints/${id}`;
  const button = { fields: { id }, page: path };
  return (
    <>
      <BackLink href="/admin/webhook-endpoints">Outgoing webhooks</BackLink>
      <PageHeader
        title={new URL(url).host}
        action={disabledAt ? null : <EndpointButton {...button} action={sendTestEvent} label="Send a test event" />}
      >
        <span className="flex flex-wrap items-center gap-2">
          <code className="break-all text-[13px]">{url}</code> <EndpointStatus endpoint={endpoint} />
        </span>
      </PageHeader>
      {counts.pending > 0 ? <RefreshWhile /> : null}
      <Card aria-label="Deliveries">
        <CardHead
          title="Deliveries"
          action={
            counts.dead > 0 && !disabledAt ? (
              <EndpointButton {...button} action={replay} label="Replay all given up" size="small" />
            ) : null
          }
        />
        <div className="px-4 pb-3 sm:px-5">
          <SegmentedLinks
            label="Deliveries"
            choices={[
              { href: path as Route, label: "All", isChosen: !status },
              ...STATUSES.map((one) => ({
                href: `${path}?status=${one}` as Route,
                label: DELIVERY_NAMES[one],
                isChosen: one === status,
              })),
            ]}
          />
        </div>
        {page.data.length > 0 ? (
          <DeliveryList endpointId={id} deliveries={page.data} replay={replay} />
        ) : (
          <EmptyState title={status ? "There are none." : "Nothing was sent yet."}>
            {status ? "Choose another list." : "Send a test event to see whether it arrives."}
          </EmptyState>
        )}
        <Pager pathname={path as Route} query={status ? { status } : {}} cursor={cursor} nextCursor={page.nextCursor} />
      </Card>
      <Card aria-label="Settings" className="mt-4">
        <CardHead title="Settings" />
        <EndpointForm action={saveEndpoint} endpoint={{ id, url, description, eventTypes }} submit="Save" page={path} />
        <EndpointAct
          title="Roll the secret"
          effect={`Makes a new signing secret, shown once. For ${ROLL_HOURS} hours events are signed with the old one as well, so that your app can be changed in that time.`}
        >
          <EndpointButton {...button} action={rollEndpointSecret} label="Roll secret" />
        </EndpointAct>
        {disabledAt ? (
          <EndpointAct
            title="Enable"
            effect="The endpoint is sent what happens from now on. What was given up can be replayed."
          >
            <EndpointButton
              {...button}
              fields={{ id, enabled: "true" }}
              action={switchEndpoint}
              label="Enable endpoint"
              look="primary"
            />
          </EndpointAct>
        ) : (
          <EndpointAct
            title="Disable"
            effect="Nothing more is sent to it. What waits is given up, and can be replayed once it is enabled again."
          >
            <EndpointButton
              {...button}
              fields={{ id, enabled: "false" }}
              action={switchEndpoint}
              label="Disable endpoint"
              look="danger"
            />
          </EndpointAct>
        )}
        <EndpointAct title="Delete" effect="Removes the endpoint with its deliveries. This cannot be undone.">
          <EndpointButton {...button} action={removeEndpoint} label="Delete endpoint" look="danger" />
        </EndpointAct>
      </Card>
    </>
  );
}
