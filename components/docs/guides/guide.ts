import type { GuideSlug } from "@/components/docs/guides/slugs";

/** A guide is data: one renderer shows it, the search finds its sections, and a test runs its samples. */

export type Language = "curl" | "TypeScript" | "TSX" | "Python" | "JavaScript" | "JSON" | "Shell";

export type Sample = {
  language: Language;
  code: string;
  /** The file that it is the whole of. */
  file?: string;
  /** The status of the response, where it is not a success. */
  answers?: number;
  /** Of JSON, the object of the API that it is: a name, or the request that it is the response to. */
  of?: string;
};

/** A part of a bar: so many credits of a kind. */
export type BarPart = { name: string; credits: number; kind: "plan" | "pack" | "promo" | "referral" | "held" };

/** Text is a paragraph, with `code` and [links](/docs/api). */
export type Block =
  | string
  | { list: string[] }
  | { steps: string[] }
  | { caption: string; rows: [string, string][] }
  /** What is copied, and the samples, in tabs when there are several. */
  | { label: string; samples: Sample[] }
  | { caption: string; bars: { name: string; parts: BarPart[] }[] };

export type GuideSection = {
  id: string;
  title: string;
  blocks: Block[];
};

export type Guide = { slug: GuideSlug; title: string; summary: string; sections: GuideSection[] };

/** What guides say about this installation: its address and its settings. */
export type GuideFacts = {
  origin: string;
  requestsPerMinute: number;
  serviceRequestsPerMinute: number;
  anonymousRequestsPerMinute: number;
  purchasesPerHour: number;
  refundsPerHour: number;
  holdsPerHour: number;
  streamsPerAccount: number;
  graceHours: number;
  cancelsNow: boolean;
};

/** What a request is answered with, to be shown under its sample. `of` names the request, such as "GET /api/v1/credits". */
export function response(of: string, body: object): Block {
  return { label: "the response", samples: [{ language: "JSON", of, code: JSON.stringify(body, null, 2) }] };
}

/** The samples of a guide, in order. */
export function samplesOf(guide: Guide): { section: GuideSection; sample: Sample }[] {
  return guide.sections.flatMap((section) =>
    section.blocks.flatMap((block) =>
      typeof block === "object" && "samples" in block ? block.samples.map((sample) => ({ section, sample })) : [],
    ),
  );
}
