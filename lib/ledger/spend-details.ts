/**
 * What a spend was for, in words that usage can be grouped and filtered by. All are optional: who it was for within the account
 * (`subject`: a member, a seat), the `model` that did the work, the caller's `project`, the `run` of an agent that it is a step of, and `tags`.
 * `estimated` says that the quantity was not reported but counted or guessed.
 */
export type SpendDimensions = {
  subject?: string;
  model?: string;
  project?: string;
  run?: string;
  tags?: string[];
  estimated?: true;
};

/** One meter's part of a spend over several meters. The credits of all parts add up to the spend. */
export type SpendItem = {
  meter: string;
  /** Decimal text without trailing zeros. */
  quantity: string;
  credits: number;
  rateVersion: number;
};

export type SpendDetails = SpendDimensions & { items?: SpendItem[] };

/** Where the details are in the stored metadata. Callers cannot use this name. */
export const DETAILS_KEY = "$refill";

type Metadata = Record<string, unknown>;

/** The caller's metadata together with the details, as both are stored; null when there is neither. */
export function withDetails(metadata: Metadata | null | undefined, details: SpendDetails): Metadata | null {
  const given = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) return metadata ?? null;
  return { ...metadata, [DETAILS_KEY]: given };
}

/** Stored metadata as the caller's own and the details. */
export function splitMetadata(stored: Metadata | null | undefined): {
  metadata: Metadata | null;
  details: SpendDetails;
} {
  if (!stored || !(DETAILS_KEY in stored)) return { metadata: stored ?? null, details: {} };
  const { [DETAILS_KEY]: details, ...metadata } = stored;
  // Callers could use the name until it was reserved.
  if (!isDetails(details)) return { metadata: stored, details: {} };
  return { metadata: Object.keys(metadata).length === 0 ? null : metadata, details };
}

function isDetails(value: unknown): value is SpendDetails {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const { items, tags } = value as Metadata;
  return [items, tags].every((list) => list === undefined || Array.isArray(list));
}
