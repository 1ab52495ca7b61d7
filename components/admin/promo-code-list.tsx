import { ArchiveSwitch, type SetArchived } from "@/components/admin/archive-switch";
import { Chip } from "@/components/ui/chip";
import { formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { PromoCode } from "@/lib/generated/prisma/client";

type PromoCodeListProps = { codes: PromoCode[]; now: Date; setArchived: SetArchived };

/** Every promo code, with its credits and its redemptions. */
export function PromoCodeList({ codes, now, setArchived }: PromoCodeListProps) {
  return (
    <Table caption="Promo codes">
      <thead>
        <tr>
          <Th>Code</Th>
          <Th number>Credits</Th>
          <Th number>Redeemed</Th>
          <Th>Ends</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {codes.map((code) => (
          <tr key={code.id} id={code.id} data-code={code.code}>
            <Td>
              <span className="flex flex-wrap items-center gap-2 font-medium font-mono">
                {code.code} <State code={code} now={now} />
              </span>
              <span className="block text-[12.5px] text-faint">{code.description}</span>
            </Td>
            <Td number>
              {formatCredits(code.credits)}
              {code.creditDays ? (
                <span className="block text-[12.5px] text-faint">for {formatCredits(code.creditDays)} days</span>
              ) : null}
            </Td>
            <Td number>
              {formatCredits(code.redemptionCount)}
              {code.maxRedemptions ? (
                <span className="block text-[12.5px] text-faint">of {formatCredits(code.maxRedemptions)}</span>
              ) : null}
            </Td>
            <Td className="text-muted">{code.expiresAt ? <DateTime at={code.expiresAt} /> : "never"}</Td>
            <Td className="w-px text-right">
              <ArchiveSwitch
                id={code.id}
                name={code.code}
                archived={code.archivedAt !== null}
                effect="It can no longer be redeemed. Credits it has granted stay. You can restore it at any time."
                action={setArchived}
              />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function State({ code, now }: { code: PromoCode; now: Date }) {
  if (code.archivedAt) return <Chip>Archived</Chip>;
  if (code.expiresAt && code.expiresAt <= now) return <Chip tone="warn">Expired</Chip>;
  if (code.maxRedemptions !== null && code.redemptionCount >= code.maxRedemptions) {
    return <Chip tone="warn">Used up</Chip>;
  }
  return null;
}
