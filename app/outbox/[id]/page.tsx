import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { outboxOwner } from "@/app/outbox/owner";
import { MailFrame } from "@/components/notify/mail-frame";
import { MailStatus } from "@/components/notify/mail-status";
import { Card, CardHead } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { fillLinks } from "@/lib/auth/mailed-links/fill-links";
import { database } from "@/lib/db";
import { findMail } from "@/lib/notify/queries";

export const metadata: Metadata = { title: "Mail" };

export default async function MailPage({ params }: PageProps<"/outbox/[id]">) {
  const { id } = await params;
  const owner = await outboxOwner(`/outbox/${id}`);
  const stored = z.uuid().safeParse(id).success ? await findMail(database().prisma, owner, id) : null;
  if (!stored) notFound();
  const mail = fillLinks(stored);
  return (
    <div className="wrap grid max-w-3xl grid-cols-1 gap-4 pt-8 pb-8">
      <Link
        href="/outbox"
        className="focus-ring inline-flex items-center gap-1.5 justify-self-start rounded-md text-muted"
      >
        <ArrowLeft aria-hidden className="size-4" /> Outbox
      </Link>
      <PageHeader title={mail.subject}>
        To {mail.to}, <DateTime at={mail.createdAt} />
      </PageHeader>
      {mail.error ? <Notice tone="bad">{mail.error}</Notice> : null}
      <Card aria-label="HTML version">
        <CardHead title="HTML version" action={<MailStatus status={mail.status} />} />
        <MailFrame subject={mail.subject} html={mail.html} />
      </Card>
      <Card aria-label="Text version">
        <CardHead title="Text version" />
        <pre className="whitespace-pre-wrap break-words border-line border-t px-4 py-4 font-mono text-[13px] sm:px-5">
          {mail.text}
        </pre>
      </Card>
    </div>
  );
}
