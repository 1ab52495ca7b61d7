import Link from "next/link";
import { changesOf } from "@/components/admin/audit/changes-of";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { AuditEntry } from "@/lib/audit-log/list-audit";

/** Records of the audit log, newest first: when, who, what, why, and what changed. */
export function AuditTable({ entries }: { entries: AuditEntry[] }) {
  return (
    <Table caption="Audit log">
      <thead>
        <tr>
          <Th className="w-44">When</Th>
          <Th>Who</Th>
          <Th>Action</Th>
          <Th>Change and reason</Th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id} data-action={entry.action}>
            <Td className="whitespace-nowrap text-faint">
              <DateTime at={entry.at} />
            </Td>
            <Td>
              <Who entry={entry} />
            </Td>
            <Td>
              <span className="font-mono text-[13px]">{entry.action}</span>
              <span className="block text-[12.5px]">
                <Target entry={entry} />
              </span>
            </Td>
            <Td className="min-w-56">
              {entry.reason ? <p>{entry.reason}</p> : null}
              <Changes entry={entry} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const link = "focus-ring rounded-md text-accent underline-offset-4 hover:underline";

function Who({ entry: { actorId, actorEmail, apiKeyPrefix, network } }: { entry: AuditEntry }) {
  return (
    <>
      {actorId === null ? (
        "System"
      ) : (
        <Link className={link} href={`/admin/users/${actorId}`}>
          {actorEmail ?? actorId}
        </Link>
      )}
      <span className="block text-[12.5px] text-faint">
        {[apiKeyPrefix ? `key rk_${apiKeyPrefix}` : "", network].filter(Boolean).join(" · ")}
      </span>
    </>
  );
}

function Target({ entry: { targetType, targetId, targetEmail } }: { entry: AuditEntry }) {
  if (targetType === "user" && targetEmail) {
    return (
      <Link className={link} href={`/admin/users/${targetId}`}>
        {targetEmail}
      </Link>
    );
  }
  const page = targetType === "payment" ? (`/admin/payments/${targetId}` as const) : null;
  const label = `${targetType.replaceAll("_", " ")} ${targetId}`;
  return page ? (
    <Link className={`${link} break-all`} href={page}>
      {label}
    </Link>
  ) : (
    <span className="break-all text-faint">{label}</span>
  );
}

function Changes({ entry }: { entry: AuditEntry }) {
  const changes = changesOf(entry.before, entry.after);
  return (
    <>
      {changes.length > 0 ? (
        <dl className="mt-1 grid gap-0.5 text-[12.5px] text-muted">
          {changes.map(({ name, text }) => (
            <div key={name} className="flex gap-1.5">
              <dt className="text-faint">{name}</dt>
              <dd className="break-all">{text}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {entry.requestId ? <p className="mt-1 break-all text-[12.5px] text-faint">request {entry.requestId}</p> : null}
    </>
  );
}
