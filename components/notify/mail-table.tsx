import Link from "next/link";
import { MailStatus } from "@/components/notify/mail-status";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { MailSummary } from "@/lib/notify/queries";

/** The outbox: each email's recipient, subject and time. */
export function MailTable({ mails }: { mails: MailSummary[] }) {
  return (
    <Table caption="Emails">
      <thead>
        <tr>
          <Th>Subject</Th>
          <Th className="hidden sm:table-cell">To</Th>
          <Th className="hidden md:table-cell">Status</Th>
          <Th number className="hidden sm:table-cell">
            Written
          </Th>
        </tr>
      </thead>
      <tbody>
        {mails.map(({ id, subject, to, status, createdAt }) => (
          <tr key={id}>
            <Td>
              <Link
                href={`/outbox/${id}`}
                className="focus-ring rounded-md font-medium underline decoration-line-strong underline-offset-4 hover:decoration-ink"
              >
                {subject}
              </Link>
              <span className="block break-all text-[12.5px] text-faint sm:hidden">
                {to}, <DateTime at={createdAt} />
              </span>
            </Td>
            <Td className="hidden break-all text-muted sm:table-cell">{to}</Td>
            <Td className="hidden md:table-cell">
              <MailStatus status={status} />
            </Td>
            <Td number className="hidden text-faint sm:table-cell">
              <DateTime at={createdAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
