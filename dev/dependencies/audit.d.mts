/** An advisory that is put up with until a day (YYYY-MM-DD), and why. */
export type Acceptance = { advisory: string; reason: string; until: string };

export type Advisory = {
  name: string;
  title: string;
  url: string;
  severity: string;
  /** The versions that are vulnerable. */
  range: string;
  inProduction: boolean;
  fix: string;
};

export type AuditResult =
  | { outcome: "unchecked"; reason: string }
  | {
      outcome: "clean" | "vulnerable";
      total: number;
      open: (Advisory & { acceptedUntil?: string })[];
      tolerated: (Advisory & Acceptance)[];
      unused: Acceptance[];
    };

/** What the command exits with. */
export const EXIT_CODES: Record<AuditResult["outcome"], number>;
/**
 * Asks the registry for the advisories of every package in package-lock.json of a folder. `accepted` are those to put up
 * with until a day; `today` is that day as YYYY-MM-DD.
 */
export function audit(options: {
  folder: string;
  accepted: Acceptance[];
  today: string;
  env?: NodeJS.ProcessEnv;
}): Promise<AuditResult>;
/** The result in sentences, one per line. */
export function reportOf(result: AuditResult): string[];
