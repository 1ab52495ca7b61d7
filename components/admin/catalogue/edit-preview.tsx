import { changeWords, type Named } from "@/components/admin/catalogue/change-words";
import { Notice } from "@/components/ui/notice";
import { Table, Td, Th } from "@/components/ui/table";
import type { FieldChange } from "@/lib/catalog/edit-changes";

type EditPreviewProps = {
  changes: readonly FieldChange[];
  /** The currency of the amounts after the edit. */
  currency: string;
  /** What the edit does and whom it affects, one sentence each. */
  effects: readonly string[];
  /** Those that limits name. */
  features?: readonly Named[];
};

/** What an edit would change, before it is saved. */
export function EditPreview({ changes, currency, effects, features }: EditPreviewProps) {
  if (changes.length === 0) {
    return (
      <Notice tone="info" live>
        Nothing changes.
      </Notice>
    );
  }
  return (
    <section aria-label="What changes" className="grid gap-3">
      <div className="rounded-card border border-line">
        <Table caption="What changes">
          <thead>
            <tr>
              <Th>Field</Th>
              <Th>Now</Th>
              <Th>After saving</Th>
            </tr>
          </thead>
          <tbody>
            {changeWords(changes, currency, features).map(({ field, name, before, after }) => (
              <tr key={field} data-field={field}>
                <Td className="text-muted">{name}</Td>
                <Td className="break-words">{before}</Td>
                <Td className="break-words font-medium">{after}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      <Notice tone="info" live>
        <ul className="grid gap-1">
          {effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
      </Notice>
    </section>
  );
}
