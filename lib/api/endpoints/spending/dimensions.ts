import { z } from "zod";
import { text } from "@/lib/api/http/schemas";
import {
  type SpendDetails,
  type SpendDimensions,
  type SpendItem,
  splitMetadata,
  withDetails,
} from "@/lib/ledger/spend-details";

const MAX_LENGTH = 100;
const MAX_TAGS = 10;

const word = text(MAX_LENGTH).min(1, "Must not be empty.");

/** What a spend is for. Usage can be grouped by these, so they are fields of their own beside `metadata`. */
export const dimensionFields = {
  subject: word.optional().meta({ description: "Who it is for within the account, such as the id of a member." }),
  model: word.optional().meta({ description: "The model that does the work.", example: "gpt-5.1" }),
  project: word.optional().meta({ description: "Your project or feature that it is for." }),
  run: word.optional().meta({ description: "The run that it is a step of, such as one of an agent." }),
  tags: z
    .array(word, "Must be a list of texts.")
    .max(MAX_TAGS, `Must have at most ${MAX_TAGS} tags.`)
    .refine((tags) => new Set(tags).size === tags.length, "Name each tag once.")
    .optional()
    .meta({ description: "Your own labels." }),
  estimated: z
    .boolean()
    .optional()
    .meta({ description: "Whether the quantity was estimated instead of reported, such as after an aborted stream." }),
};

type Given = Omit<SpendDimensions, "estimated"> & { estimated?: boolean };
type Metadata = Record<string, unknown>;

/** What is stored as the metadata of a spend or hold: the caller's own, its dimensions, and the parts of its price. */
export function storedMetadata(body: Given & { metadata?: Metadata }, items: SpendItem[] | null): Metadata | null {
  return withDetails(body.metadata, { ...dimensionsOf(body), items: items ?? undefined });
}

/** The same for a capture: what it does not name itself is as the hold has it. */
export function capturedMetadata(
  body: Given & { metadata?: Metadata },
  items: SpendItem[] | null,
  ofHold: Metadata | null,
): Metadata {
  const held = splitMetadata(ofHold);
  const details: SpendDetails = { ...held.details, ...dimensionsOf(body), items: items ?? undefined };
  // A hold is an estimate, and its capture need not be one.
  if (body.estimated === false) delete details.estimated;
  if (body.tags?.length === 0) delete details.tags;
  // Not null, which would leave it as the hold has it.
  return withDetails(body.metadata ?? held.metadata, details) ?? {};
}

function dimensionsOf({ subject, model, project, run, tags, estimated }: Given): SpendDimensions {
  const given = {
    subject,
    model,
    project,
    run,
    tags: tags?.length ? tags : undefined,
    estimated: estimated || undefined,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

const label = z.string().nullable();

/** The dimensions of an entry or hold in an answer. */
export const dimensionsView = {
  subject: label,
  model: label,
  project: label,
  run: label,
  tags: z.array(z.string()),
  estimated: z.boolean().meta({ description: "Whether the quantity was estimated instead of reported." }),
};

/** The parts of a spend over several meters in an answer. */
export const itemsView = z
  .array(
    z.object({
      meter: z.string(),
      quantity: z.string().meta({ description: "A decimal string." }),
      credits: z.int().meta({ description: "Its share of the spend, a whole number." }),
      rateVersion: z.int(),
    }),
  )
  .nullable()
  .meta({ description: "The parts of a spend over several meters." });

/** The caller's own metadata and the dimensions of stored metadata, as the API shows them. */
export function toDimensionsView(stored: Metadata | null) {
  const { metadata, details } = splitMetadata(stored);
  const { subject = null, model = null, project = null, run = null, tags = [], estimated = false } = details;
  return { metadata, subject, model, project, run, tags, estimated };
}

/** The parts of a spend over several meters, as the API shows them. */
export function toItemsView(stored: Metadata | null): z.input<typeof itemsView> {
  return splitMetadata(stored).details.items ?? null;
}
