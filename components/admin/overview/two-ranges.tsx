import type { Links } from "@/components/admin/overview/links";
import { RowsLink } from "@/components/admin/overview/rows-link";
import { Table, Td, Th } from "@/components/ui/table";

export type Line = { name: string; now: string; before: string; sum?: boolean; rows?: Links };

/** Lines that add up, of the range and of the one before. */
export function TwoRanges({ caption, lines }: { caption: string; lines: readonly Line[] }) {
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>{caption}</Th>
          <Th number>Before</Th>
          <Th number>This range</Th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ name, now, before, sum, rows }) => (
          <tr key={name} className={sum ? "font-medium" : undefined}>
            <Td>{name}</Td>
            <Td number className="text-muted">
              <RowsLink href={rows?.before}>{before}</RowsLink>
            </Td>
            <Td number>
              <RowsLink href={rows?.now}>{now}</RowsLink>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
