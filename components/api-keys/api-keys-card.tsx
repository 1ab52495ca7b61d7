import Link from "next/link";
import type { ReactNode } from "react";
import type { KeyAction, RevokeAction } from "@/components/api-keys/key-state";
import { keyWords, scopeWords } from "@/components/api-keys/key-words";
import { NewKeyForm } from "@/components/api-keys/new-key-form";
import { RevokeKeyButton } from "@/components/api-keys/revoke-key-button";
import { Card, CardHead } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { DateTime } from "@/components/ui/date-time";
import type { ApiKey, KeyOverview } from "@/lib/auth/api-keys/queries";
import type { KeyScope } from "@/lib/auth/api-keys/scopes";

type ApiKeysCardProps = {
  keys: KeyOverview;
  /** The scopes that the user can give. */
  scopes: readonly KeyScope[];
  now: Date;
  actions: { createKey: KeyAction; revokeKey: RevokeAction };
};

/** The user's API keys, and a form for another one. */
export function ApiKeysCard({ keys, scopes, now, actions }: ApiKeysCardProps) {
  return (
    <Card aria-label="API keys" id="api-keys" className="scroll-mt-28 lg:scroll-mt-20">
      <CardHead
        title="API keys"
        action={
          <Link
            className="focus-ring rounded-md text-muted underline underline-offset-4 hover:text-ink"
            href="/docs/api"
          >
            API reference
          </Link>
        }
      />
      <p className="px-4 text-muted sm:px-5">{keyWords.lead}</p>
      {keys.active.length === 0 ? <p className="px-4 pt-3 pb-4 font-medium sm:px-5">{keyWords.empty}</p> : null}
      <KeyList label="Your keys">
        {keys.active.map((key) => (
          <Key key={key.id} of={key} now={now}>
            <RevokeKeyButton id={key.id} name={key.name} action={actions.revokeKey} />
          </Key>
        ))}
      </KeyList>
      <section aria-label="New key" className="grid gap-4 border-line border-t px-4 py-5 sm:px-5">
        <h3 className="font-semibold">New key</h3>
        <NewKeyForm scopes={scopes} action={actions.createKey} />
      </section>
      {keys.revoked.length > 0 ? (
        <details className="border-line border-t">
          <summary className="focus-ring m-2 w-fit rounded-md px-2 py-1 text-muted sm:px-3">
            {keys.revoked.length === 1 ? "1 revoked key" : `${keys.revoked.length} revoked keys`}
          </summary>
          <KeyList label="Revoked keys">
            {keys.revoked.map((key) => (
              <Key key={key.id} of={key} now={now} />
            ))}
          </KeyList>
        </details>
      ) : null}
    </Card>
  );
}

function KeyList({ label, children }: { label: string; children: ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <ul aria-label={label} className="mt-3">
      {children}
    </ul>
  );
}

function Key({ of: key, now, children }: { of: ApiKey; now: Date; children?: ReactNode }) {
  const isExpired = key.expiresAt !== null && key.expiresAt <= now;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-line border-t px-4 py-3 sm:px-5">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          <span className="wrap-anywhere">{key.name}</span>
          <code className="font-mono text-[13px] text-muted">rk_{key.prefix}_…</code>
          {key.service ? <Chip tone="warn">Service key</Chip> : null}
          {isExpired && !key.revokedAt ? <Chip tone="bad">Expired</Chip> : null}
        </p>
        <p className="text-[13px] text-muted">{key.scopes.map((scope) => scopeWords[scope].name).join(", ")}</p>
        <p className="text-[13px] text-muted">
          {key.lastUsedAt ? (
            <>
              Last used <DateTime at={key.lastUsedAt} />
            </>
          ) : (
            "Never used"
          )}
          {" · Created "}
          <DateTime at={key.createdAt} show="day" />
          <Ending of={key} isExpired={isExpired} />
        </p>
      </div>
      {children}
    </li>
  );
}

function Ending({ of: { expiresAt, revokedAt }, isExpired }: { of: ApiKey; isExpired: boolean }) {
  if (revokedAt) {
    return (
      <>
        {" · Revoked "}
        <DateTime at={revokedAt} show="day" />
      </>
    );
  }
  if (!expiresAt) return " · No expiry";
  return (
    <>
      {isExpired ? " · Expired " : " · Expires "}
      <DateTime at={expiresAt} show="day" />
    </>
  );
}
