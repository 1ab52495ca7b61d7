import type { ReactNode } from "react";
import { FoldedRows } from "@/components/admin/users/page/folded-rows";
import { Card, CardHead } from "@/components/ui/card";
import { Table, Td, Th } from "@/components/ui/table";

type RowTableProps = {
  title: string;
  columns: string[];
  rows: { id: string; cells: ReactNode[] }[];
  empty: string;
  action?: ReactNode;
};

/** A card with a few rows of something that belongs to a user. */
export function RowTable({ title, columns, rows, empty, action }: RowTableProps) {
  return (
    <Card aria-label={title}>
      <CardHead title={title} action={action} />
      {rows.length === 0 ? (
        <p className="px-4 pb-5 text-muted sm:px-5">{empty}</p>
      ) : (
        <FoldedRows rows={rows.length}>
          <Table caption={title}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <Th key={column}>{column}</Th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ id, cells }) => (
                <tr key={id}>
                  {cells.map((cell, index) => (
                    <Td key={columns[index]} className="max-sm:min-w-32">
                      {cell}
                    </Td>
                  ))}
                </tr>
              ))}
            </tbody>
          </Table>
        </FoldedRows>
      )}
    </Card>
  );
}
