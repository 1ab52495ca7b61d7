import { VersionMoveForm } from "@/components/admin/catalogue/version-move-form";
import { groupPath, moversPath } from "@/components/admin/catalogue/version-move-links";
import {
  intervalText,
  leftByOthers,
  leftText,
  priceText,
  termChanges,
  underWay,
} from "@/components/admin/catalogue/version-move-words";
import { RowLink } from "@/components/admin/row-link";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { formatCredits } from "@/components/ui/credits";
import type { FormAction } from "@/components/ui/form-state";
import { Table, Td, Th } from "@/components/ui/table";
import type { VersionMoveProgress } from "@/lib/billing/plans/version-moves/list-version-moves";
import type { VersionMovePreview } from "@/lib/billing/plans/version-moves/preview-version-move";
import type { FeatureView } from "@/lib/catalog/types";

type VersionMoveCardProps = {
  planId: string;
  planKey: string;
  preview: VersionMovePreview;
  /** The moves that began before. */
  moves: readonly VersionMoveProgress[];
  features: readonly FeatureView[];
  action: FormAction;
};

/** Who is on older versions, what a move to the version on sale changes for them, and the form to move them. */
export function VersionMoveCard({ planId, planKey, preview, moves, features, action }: VersionMoveCardProps) {
  const { version, versionId, groups, subscribers, left } = preview;
  const { pending, scheduled } = underWay(moves);
  const staying = left.reduce((sum, { subscribers: count }) => sum + count, 0);
  return (
    <Card id="move" aria-label="Older versions" className="mt-4 scroll-mt-20">
      <CardHead
        title="Subscribers on older versions"
        action={
          <span className="flex flex-wrap gap-2">
            {subscribers > 0 ? (
              <LinkButton size="small" href={moversPath(planKey, "ready")}>
                See the {formatCredits(subscribers)} who would move
              </LinkButton>
            ) : null}
            {staying > 0 ? (
              <LinkButton size="small" look="quiet" href={moversPath(planKey, "left")}>
                See the {formatCredits(staying)} left alone
              </LinkButton>
            ) : null}
          </span>
        }
      />
      {pending === 0 && groups.length > 0 ? (
        <Table caption="What changes for them">
          <thead>
            <tr>
              <Th>Version</Th>
              <Th number>Subscribers</Th>
              <Th>What changes</Th>
            </tr>
          </thead>
          <tbody>
            {groups.map(({ from, to, subscribers: count }) => (
              <tr key={`${from.version}${priceText(from)}`}>
                <Td>
                  {from.version} → {to.version}
                  <span className="block text-[12.5px] text-faint">{intervalText(from)}</span>
                </Td>
                <Td number>
                  <RowLink href={groupPath(planKey, { from })} className="font-normal">
                    {formatCredits(count)}
                  </RowLink>
                </Td>
                <Td>
                  <ul className="grid gap-0.5">
                    {termChanges(from, to, features).map((line) => (
                      <li key={line}>{line}</li>
                    ))}
                  </ul>
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      ) : null}
      <div className="grid gap-1 px-4 py-3 text-[13px] text-muted sm:px-5">
        {pending + scheduled > 0 ? (
          <p role="status" className="text-ink">
            {movingText(pending + scheduled)}
            {pending > 0 ? `: ${formatCredits(scheduled)} scheduled, ${formatCredits(pending)} waiting.` : "."}
          </p>
        ) : null}
        <p>
          A move takes effect for each at the end of the period they paid for, with the new price and credits. Until
          then they can cancel or change their plan. No balance changes.
        </p>
        {leftByOthers(left, scheduled).map((one) => (
          <p key={one.because}>{leftText(one)}</p>
        ))}
      </div>
      {pending === 0 && subscribers > 0 ? (
        <VersionMoveForm
          planId={planId}
          versionId={versionId}
          version={version}
          subscribers={subscribers}
          action={action}
        />
      ) : null}
    </Card>
  );
}

const movingText = (count: number) => `${formatCredits(count)} ${count === 1 ? "is" : "are"} already moving`;
