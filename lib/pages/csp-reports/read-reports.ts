import { z } from "zod";

/** What a browser says it blocked. Anyone can send one, so none of it is trusted. */
export type Report = {
  directive: string;
  /** The URL or the kind of what was blocked, such as `inline`. */
  blocked: string;
  /** The URL of the page. */
  page: string;
  /** The URL of the script that caused it; empty when there is none. */
  source: string;
  line: number | null;
};

/** The most reports that are read of one request; a browser sends those of a few minutes together. */
const MOST = 50;

const text = z.string().catch("");
const line = z.number().int().min(0).max(10_000_000).nullable().catch(null);

// https://www.w3.org/TR/CSP3/#reporting
const legacy = z
  .object({
    "csp-report": z.object({
      "effective-directive": text,
      "violated-directive": text,
      "blocked-uri": text,
      "document-uri": text,
      "source-file": text,
      "line-number": line,
    }),
  })
  .transform(({ "csp-report": sent }): Report[] => [
    {
      // Older browsers send the whole directive.
      directive: sent["effective-directive"] || (sent["violated-directive"].split(" ")[0] ?? ""),
      blocked: sent["blocked-uri"],
      page: sent["document-uri"],
      source: sent["source-file"],
      line: sent["line-number"],
    },
  ]);

const violation = z.object({
  type: z.literal("csp-violation"),
  body: z.object({ effectiveDirective: text, blockedURL: text, documentURL: text, sourceFile: text, lineNumber: line }),
});

// https://www.w3.org/TR/reporting-1/#media-type
const reportingApi = z.array(z.object({ type: z.string() }).loose()).transform((sent): Report[] =>
  sent.slice(0, MOST).flatMap((one) => {
    // Browsers report other things to the same address.
    const { data } = violation.safeParse(one);
    if (!data) return [];
    const { effectiveDirective, blockedURL, documentURL, sourceFile, lineNumber } = data.body;
    return [
      { directive: effectiveDirective, blocked: blockedURL, page: documentURL, source: sourceFile, line: lineNumber },
    ];
  }),
);

const FORMATS = { "application/csp-report": legacy, "application/reports+json": reportingApi } as const;

export type ReportType = keyof typeof FORMATS;

/** The format that a Content-Type declares: that of `report-uri` or of `report-to`; null for anything else. */
export function reportTypeOf(contentType: string | null): ReportType | null {
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return Object.hasOwn(FORMATS, type) ? (type as ReportType) : null;
}

/** The reports of violations in a body; null when it is not in the format of its type. */
export function readReports(type: ReportType, json: unknown): Report[] | null {
  return FORMATS[type].safeParse(json).data ?? null;
}
