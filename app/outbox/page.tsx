import type { Metadata } from "next";
import { z } from "zod";
import { outboxOwner } from "@/app/outbox/owner";
import { MailTable } from "@/components/notify/mail-table";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { database } from "@/lib/db";
import { listMails } from "@/lib/notify/queries";

export const metadata: Metadata = { title: "Outbox" };

const PAGE_SIZE = 25;
const cursorSchema = z.uuid().optional().catch(undefined);

export default async function OutboxPage({ searchParams }: PageProps<"/outbox">) {
  const owner = await outboxOwner("/outbox");
  const cursor = cursorSchema.parse((await searchParams).cursor);
  const mails = await listMails(database().prisma, owner, { cursor, limit: PAGE_SIZE });
  return (
    <div className="wrap grid grid-cols-1 gap-4 pt-8 pb-8">
      <PageHeader title="Outbox">
        {owner === "everybody" ? "Every email the app has written" : "Every email written to you"}, newest first. In
        local mode emails are not sent; you read them here.
      </PageHeader>
      <Card aria-label="Emails">
        {mails.data.length > 0 ? (
          <MailTable mails={mails.data} />
        ) : (
          <EmptyState title="No emails yet.">
            Subscribe, buy a pack or advance the clock, and emails appear here.
          </EmptyState>
        )}
        <Pager pathname="/outbox" query={{}} cursor={cursor} nextCursor={mails.nextCursor} />
      </Card>
    </div>
  );
}
