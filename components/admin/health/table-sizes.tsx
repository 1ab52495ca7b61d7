import { sizeWords } from "@/components/admin/health/words";
import { formatCredits } from "@/components/ui/credits";
import { Table, Td, Th } from "@/components/ui/table";
import type { SlowStatement, TableSize } from "@/lib/health/database-facts";

/** The largest tables, with their indexes. */
export function TableSizes({ tables }: { tables: TableSize[] }) {
  return (
    <Table caption="Largest tables">
      <thead>
        <tr>
          <Th>Table</Th>
          <Th number>Rows, about</Th>
          <Th number>Size</Th>
        </tr>
      </thead>
      <tbody>
        {tables.map(({ name, rows, bytes }) => (
          <tr key={name}>
            <Td className="font-mono text-[13px]">{name}</Td>
            <Td number>{rows === null ? <span className="text-faint">not counted</span> : formatCredits(rows)}</Td>
            <Td number>{sizeWords(bytes)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** The statements that took the most time in all. */
export function SlowStatements({ statements }: { statements: SlowStatement[] }) {
  return (
    <Table caption="Slowest statements">
      <thead>
        <tr>
          <Th>Statement</Th>
          <Th number>Calls</Th>
          <Th number>Mean</Th>
          <Th number>Total</Th>
        </tr>
      </thead>
      <tbody>
        {statements.map(({ text, calls, meanMs, totalMs }) => (
          <tr key={`${text}${totalMs}`}>
            <Td className="break-all font-mono text-[12.5px]">{text}</Td>
            <Td number>{formatCredits(calls)}</Td>
            <Td number>{meanMs.toFixed(1)} ms</Td>
            <Td number>{(totalMs / 1000).toFixed(1)} s</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
