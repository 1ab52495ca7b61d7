import { Notice } from "@/components/ui/notice";
import type { Drift } from "@/lib/billing/reconcile/drift";

/** Subscriptions whose price or quantity in Stripe does not match the catalogue, for an admin to correct. */
export function SubscriptionDrift({ found }: { found: readonly Drift[] }) {
  if (found.length === 0) return null;
  return (
    <Notice tone="warn" className="mb-4">
      <p className="font-medium">
        {found.length === 1 ? "One subscription does" : `${found.length} subscriptions do`} not match the catalogue.
      </p>
      <ul className="mt-2 grid gap-1.5 text-[13px]">
        {found.slice(0, SHOWN).map(({ id, what }) => (
          <li key={`${id}${what}`} className="break-words">
            <code>{id}</code> {what}
          </li>
        ))}
      </ul>
      {found.length > SHOWN ? (
        <p className="mt-2 text-[13px]">
          <code>npm run stripe:reconcile</code> lists them all.
        </p>
      ) : null}
    </Notice>
  );
}

const SHOWN = 20;
