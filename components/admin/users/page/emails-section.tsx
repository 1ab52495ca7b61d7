import type { ComponentProps } from "react";
import { mayAct, type UserPageData } from "@/components/admin/users/page/user-page-data";
import { UserSection } from "@/components/admin/users/page/user-sections";
import { ResendButton } from "@/components/admin/users/resend-button";
import { RowTable } from "@/components/admin/users/row-table";
import { MailStatus } from "@/components/notify/mail-status";
import { DateTime } from "@/components/ui/date-time";

type EmailsSectionProps = { data: UserPageData; resend: ComponentProps<typeof ResendButton>["action"] };

/** The emails written to the user, each of which can be sent again. */
export function EmailsSection({ data, resend }: EmailsSectionProps) {
  const { user, mails } = data;
  return (
    <UserSection id="emails">
      <RowTable
        title="Emails"
        columns={["Written", "Subject", "Status", "Send again"]}
        empty="No emails yet."
        rows={mails.map((mail) => ({
          id: mail.id,
          cells: [
            <DateTime key="at" at={mail.createdAt} />,
            mail.subject || mail.template,
            <span key="status" className="flex flex-wrap items-center gap-2">
              <MailStatus status={mail.status} />
              {mail.error}
            </span>,
            mayAct(data) && mail.subject !== "" ? (
              <ResendButton key="resend" userId={user.id} mailId={mail.id} subject={mail.subject} action={resend} />
            ) : null,
          ],
        }))}
      />
    </UserSection>
  );
}
