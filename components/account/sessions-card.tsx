import { deviceName } from "@/components/account/device-name";
import { EndSessionButton } from "@/components/account/end-session-button";
import { Card, CardHead } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { DateTime } from "@/components/ui/date-time";
import type { SessionView } from "@/lib/auth/sessions/queries";

export type SessionActions = {
  endOneSession: (sessionId: string) => Promise<boolean>;
  endOtherSessions: () => Promise<boolean>;
};

type SessionsCardProps = { sessions: SessionView[]; current: string | null; actions: SessionActions };

/** The user's sessions, with buttons to sign out one or all others. */
export function SessionsCard({ sessions, current, actions }: SessionsCardProps) {
  const others = sessions.filter(({ id }) => id !== current);
  return (
    <Card aria-label="Sessions" id="sessions" className="scroll-mt-28 lg:scroll-mt-20">
      <CardHead
        title="Sessions"
        action={others.length > 0 ? <EndSessionButton device={null} action={actions.endOtherSessions} /> : null}
      />
      <p className="px-4 text-muted sm:px-5">
        The browsers you are signed in on. A session ends after 14 days without a visit, and after 90 days at the
        latest.
      </p>
      <ul className="mt-3 border-line border-t">
        {sessions.map((session) => (
          <Session key={session.id} session={session} isCurrent={session.id === current} end={actions.endOneSession} />
        ))}
      </ul>
    </Card>
  );
}

type SessionProps = { session: SessionView; isCurrent: boolean; end: SessionActions["endOneSession"] };

function Session({ session, isCurrent, end }: SessionProps) {
  const device = deviceName(session.userAgent);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-b px-4 py-3 last:border-b-0 sm:px-5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {device} {isCurrent ? <Chip tone="good">This browser</Chip> : null}
        </p>
        <p className="text-[13px] text-muted">
          Last active <DateTime at={session.lastSeenAt} /> · Signed in <DateTime at={session.createdAt} />
          {session.network ? ` from ${session.network}` : ""}
        </p>
      </div>
      <EndSessionButton device={device} action={end.bind(null, session.id)} />
    </li>
  );
}
