import { adminTitle } from "@/app/admin/admin-title";
import { addEndpoint } from "@/app/admin/webhook-endpoints/actions";
import { EndpointForm } from "@/components/admin/webhook-endpoints/endpoint-form";
import { EndpointList } from "@/components/admin/webhook-endpoints/endpoint-list";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/guards";
import { database } from "@/lib/db";
import { listEndpoints } from "@/lib/webhooks/endpoints/queries";

export const generateMetadata = adminTitle("Outgoing webhooks");

export default async function AdminWebhookEndpointsPage() {
  await requireAdmin();
  const endpoints = await listEndpoints(database().prisma);
  return (
    <>
      <PageHeader title="Outgoing webhooks">
        Tell other apps when a balance runs low, a payment fails or a plan changes. Events are signed, sent in the order
        of each account, and retried for three days.
      </PageHeader>
      <Card aria-label="Endpoints">
        <CardHead title="Endpoints" />
        {endpoints.length > 0 ? (
          <EndpointList endpoints={endpoints} />
        ) : (
          <EmptyState title="There are no endpoints yet.">Add one below.</EmptyState>
        )}
      </Card>
      <Card aria-label="New endpoint" className="mt-4">
        <CardHead title="New endpoint" />
        <EndpointForm action={addEndpoint} submit="Add endpoint" page="/admin/webhook-endpoints" />
      </Card>
    </>
  );
}
