import type { Route } from "next";
import Link from "next/link";
import { actionWords } from "@/components/admin/audit/action-words";
import { changesOf } from "@/components/admin/audit/changes-of";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { AuditEntry } from "@/lib/audit-log/list-audit";
import { own } from "@/lib/own";

/** On narrow screens the cells of a record stand below each other. */
const stacked = "max-md:border-b-0 max-md:py-0.5";

/** Records of the audit log, newest first: when, who, what, why, and what changed. */
export function AuditTable({ entries }: { entries: AuditEntry[] }) {
  return (
    <Table caption="Audit log" className="max-md:block">
      <thead className="max-md:sr-only">
        <tr>
          <Th className="w-44">When</Th>
          <Th>Who</Th>
          <Th>Action</Th>
          <Th>Change and reason</Th>
        </tr>
      </thead>
      <tbody className="max-md:block">
        {entries.map((entry) => (
          <tr key={entry.id} data-action={entry.action} className="border-line max-md:grid max-md:border-t max-md:py-2">
            <Td className={`whitespace-nowrap text-faint ${stacked}`}>
              <DateTime at={entry.at} />
            </Td>
            <Td className={stacked}>
              <Who entry={entry} />
            </Td>
            <Td className={stacked}>
              <span>{actionWords(entry.action)}</span>
              <span className="block text-[12.5px]">
                <Target entry={entry} />
              </span>
            </Td>
            <Td className={`min-w-56 ${stacked}`}>
              {entry.reason ? <p>{entry.reason}</p> : null}
              <Changes entry={entry} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const link = "focus-ring inline-block rounded-md leading-6 text-accent underline-offset-4 hover:underline";

function Who({ entry: { actorId, actorEmail, actorExternalId, apiKeyPrefix, network } }: { entry: AuditEntry }) {
  return (
    <>
      {actorId === null ? (
        "System"
      ) : (
        <Link className={link} href={`/admin/users/${actorId}`}>
          {actorEmail ?? actorExternalId ?? actorId}
        </Link>
      )}
      <span className="block text-[12.5px] text-faint">
        {[apiKeyPrefix ? `key rk_${apiKeyPrefix}` : "", network].filter(Boolean).join(" · ")}
      </span>
    </>
  );
}

const PAGES: Record<string, (id: string) => string> = {
  user: (id) => `/admin/users/${id}`,
  payment: (id) => `/admin/payments/${id}`,
  plan: (id) => `/admin/plans/${id}`,
  pack: (id) => `/admin/plans/packs/${id}`,
  meter: (id) => `/admin/rate-card/${id}`,
  webhook_event: (id) => `/admin/webhooks/${id}`,
};

function Target({ entry: { targetType, targetId, targetEmail, targetExternalId, targetName } }: { entry: AuditEntry }) {
  const name = targetEmail ?? targetExternalId ?? targetName;
  const type = targetType.replaceAll("_", " ");
  const label = targetType === "user" && name ? name : `${type} ${name ?? targetId}`;
  const page = targetId === "unknown" ? undefined : own(PAGES, targetType)?.(targetId);
  return page ? (
    <Link className={`${link} [overflow-wrap:anywhere]`} href={page as Route}>
      {label}
    </Link>
  ) : (
    <span className="break-all text-faint">{label}</span>
  );
}

/** More values than these are folded away. */
const SHOWN = 4;

function Changes({ entry }: { entry: AuditEntry }) {
  const changes = changesOf(entry.before, entry.after, entry.targetType);
  const more = changes.length - SHOWN;
  return (
    <>
      {changes.length > 0 ? <Values values={changes.slice(0, more > 1 ? SHOWN : undefined)} /> : null}
      {more > 1 ? (
        <details className="text-[12.5px]">
          <summary className="focus-ring mt-1 w-fit rounded-md text-muted hover:text-ink">{more} more</summary>
          <Values values={changes.slice(SHOWN)} />
        </details>
      ) : null}
      {entry.requestId ? <p className="mt-1 break-all text-[12.5px] text-faint">request {entry.requestId}</p> : null}
    </>
  );
}

function Values({ values }: { values: ReturnType<typeof changesOf> }) {
  return (
    <dl className="mt-1 grid gap-0.5 text-[12.5px] text-muted">
      {values.map(({ name, text }) => (
        <div key={name} className="flex gap-1.5">
          <dt className="text-faint">{name}</dt>
          <dd className="[overflow-wrap:anywhere]">
            <WithTimes text={text} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const TIME = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/;

/** A value, with its times as every page shows them. */
function WithTimes({ text }: { text: string }) {
  // Split by a group, so that every second part is a time.
  return text.split(TIME).map((part, at) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: a record never changes
    return at % 2 === 0 ? part : <DateTime key={at} at={part} />;
  });
}
