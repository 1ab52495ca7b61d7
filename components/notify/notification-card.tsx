import { NotificationForm } from "@/components/notify/notification-form";
import { Card, CardHead } from "@/components/ui/card";
import { formatCredits } from "@/components/ui/credits";
import type { FormAction } from "@/components/ui/form-state";
import type { NotificationSettings } from "@/lib/notify/schemas";

type NotificationCardProps = { settings: NotificationSettings; email: string; action: FormAction };

/** Which optional emails the user gets. Emails about payments are always sent. */
export function NotificationCard({ settings, email, action }: NotificationCardProps) {
  const { refilled, lowBalanceThreshold } = settings;
  return (
    <Card aria-label="Email notifications" id="notifications" className="scroll-mt-28 lg:scroll-mt-20">
      <CardHead title="Email notifications" note={`sent to ${email}`} />
      <div className="px-4 pb-5 sm:px-5">
        <NotificationForm
          refilled={refilled}
          threshold={lowBalanceThreshold === null ? "" : formatCredits(lowBalanceThreshold)}
          action={action}
        />
      </div>
    </Card>
  );
}
