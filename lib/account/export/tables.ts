import { BILLING_TABLES } from "@/lib/account/export/tables-billing";
import { CREDIT_TABLES } from "@/lib/account/export/tables-credits";
import { IDENTITY_TABLES } from "@/lib/account/export/tables-identity";
import type { ExportTable } from "@/lib/account/export/types";

/** Everything stored about a user, in the order of the archive. */
export const EXPORT_TABLES: readonly ExportTable[] = [...IDENTITY_TABLES, ...CREDIT_TABLES, ...BILLING_TABLES];
