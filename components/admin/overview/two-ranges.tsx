import { Table, Td, Th } from "@/components/ui/table";

export type Line = { name: string; now: string; before: string; sum?: boolean };

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
        {lines.map(({ name, now, before, sum }) => (
          <tr key={name} className={sum ? "font-medium" : undefined}>
            <Td>{name}</Td>
            <Td number className="text-muted">
              {before}
            </Td>
            <Td number>{now}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
