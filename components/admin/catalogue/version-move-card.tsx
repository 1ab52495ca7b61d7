import { VersionMoveForm } from "@/components/admin/catalogue/version-move-form";
import { leftText, priceText, termChanges } from "@/components/admin/catalogue/version-move-words";
import { Card, CardHead } from "@/components/ui/card";
import { formatCredits } from "@/components/ui/credits";
import type { FormAction } from "@/components/ui/form-state";
import { Table, Td, Th } from "@/components/ui/table";
import type { VersionMovePreview } from "@/lib/billing/plans/version-moves/preview-version-move";
import type { FeatureView } from "@/lib/catalog/types";

type VersionMoveCardProps = {
  planId: string;
  preview: VersionMovePreview;
  features: readonly FeatureView[];
  action: FormAction;
};

/** Who is on older versions, what a move to the version on sale changes for them, and the form to move them. */
export function VersionMoveCard({ planId, preview, features, action }: VersionMoveCardProps) {
  const { version, versionId, groups, subscribers, left } = preview;
  return (
    <Card aria-label="Older versions" className="mt-4">
      <CardHead title="Subscribers on older versions" />
      {groups.length > 0 ? (
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
                </Td>
                <Td number>{formatCredits(count)}</Td>
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
        <p>
          A move takes effect for each at the end of the period they paid for, with the new price and credits. Until
          then they can cancel or change their plan. No balance changes.
        </p>
        {left.map((one) => (
          <p key={one.because}>{leftText(one)}</p>
        ))}
      </div>
      {subscribers > 0 ? (
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
