import { Chip } from "@/components/ui/chip";
import { DateTime } from "@/components/ui/date-time";
import type { HealthAlert } from "@/lib/generated/prisma/client";
import { ALERT_TITLES } from "@/lib/notify/templates/health-alert";
import type { AlertKind } from "@/lib/notify/types";
import { own } from "@/lib/own";

/** What admins are, and were, alerted about. */
export function AlertList({ alerts }: { alerts: HealthAlert[] }) {
  return (
    <ul className="grid gap-3 px-4 pb-4 sm:px-5">
      {alerts.map(({ id, kind, sentence, raisedAt, clearedAt }) => (
        <li key={id} className="break-words">
          <span className="flex flex-wrap items-center gap-2 font-medium">
            {own<string>(ALERT_TITLES, kind as AlertKind) ?? kind}
            {clearedAt ? <Chip tone="good">Resolved</Chip> : <Chip tone="bad">Open</Chip>}
          </span>
          <span className="block text-muted">{sentence}</span>
          <span className="block text-[12.5px] text-faint">
            since <DateTime at={raisedAt} />
            {clearedAt ? (
              <>
                , until <DateTime at={clearedAt} />
              </>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
