import type { TableName } from "./tables";

/** One row written (`row`) or removed (`row` null). */
export interface Change {
  table: TableName;
  id: string;
  row: object | null;
}
