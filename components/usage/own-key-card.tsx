import { Card, CardHead } from "@/components/ui/card";
import { type KnownMeters, meterName, quantityText } from "@/components/usage/meter-words";
import type { OwnKeyUsage } from "@/lib/billing/own-keys/queries";

/** What was used with the person's own keys at providers; nothing when there was none. */
export function OwnKeyCard({ usage, meters }: { usage: readonly OwnKeyUsage[]; meters: KnownMeters }) {
  if (usage.length === 0) return null;
  return (
    <Card aria-label="With your own keys">
      <CardHead title="With your own keys" note="no credits" />
      <ul className="px-4 pb-2 sm:px-5">
        {usage.map(({ meter, quantity }) => (
          <li
            key={meter}
            className="flex items-baseline justify-between gap-4 border-line border-t py-2.5 first:border-t-0"
          >
            <span className="min-w-0 wrap-anywhere">{meterName(meters, meter)}</span>
            <span className="font-medium">{quantityText(meters, meter, quantity)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
