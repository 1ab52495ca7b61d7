import type { Client } from "openapi-fetch";
import { unwrap } from "./problem.js";
import type { paths } from "./schema.js";

/** What a spend costs: credits, a quantity of a meter, or quantities of several meters that are priced together. */
export type Charge =
  | { amount: number; meter?: undefined; quantity?: undefined; items?: undefined }
  | { meter: string; quantity: number | string; amount?: undefined; items?: undefined }
  | { items: Item[]; amount?: undefined; meter?: undefined; quantity?: undefined };

export type Item = { meter: string; quantity: number | string };

/** What a spend is for. Usage can be grouped and filtered by these. */
export type Dimensions = {
  /** Who it is for within the account, such as a member. */
  subject?: string;
  model?: string;
  project?: string;
  /** The run that it is a step of, such as one of an agent. */
  run?: string;
  tags?: string[];
};

/** What is stored with a spend or a hold. */
export type Labels = Dimensions & {
  /** What the history calls it. */
  description?: string;
  metadata?: Record<string, unknown>;
  /** Whether the quantity was estimated instead of reported. */
  estimated?: boolean;
};

type OfAccount = {
  /** For service keys: the account, by account id, user id, external id or email address. */
  account?: string;
  signal?: AbortSignal;
};

type Keyed = {
  /** Makes the request safe to send again. One is made if there is none. */
  idempotencyKey?: string;
};

type Answer<Path extends keyof paths, Method extends "get" | "post"> = paths[Path] extends {
  [method in Method]: { responses: infer Responses };
}
  ? Responses extends
      | { 200: { content: { "application/json": infer Body } } }
      | { 201: { content: { "application/json": infer Body } } }
    ? Body
    : never
  : never;

export type Balance = Answer<"/api/v1/credits", "get">;
export type Spend = Answer<"/api/v1/credits/consume", "post">;
/** Use that was counted without a charge. */
export type CountedUse = Answer<"/api/v1/usage", "post">;
/** A hold with the balance after it. */
export type PlacedHold = Answer<"/api/v1/credits/holds", "post">;
/** A spend or hold that was refused for want of credits. */
export type RefusedSpend = Answer<"/api/v1/credits/refusals", "get">["data"][number];
/** The spend or hold, and whether this caller does the work. */
export type ResumedSpend = Answer<"/api/v1/credits/refusals/{id}/resume", "post">;
export type Hold = Answer<"/api/v1/credits/holds/{id}", "get">;
/** What such spends usually cost. */
export type TypicalCost = Answer<"/api/v1/credits/typical-cost", "get">;
/** Which spends: those of a meter, or those that name a model or a project. */
export type SpendKind =
  | { meter: string; model?: undefined; project?: undefined }
  | { model: string; meter?: undefined; project?: undefined }
  | { project: string; meter?: undefined; model?: undefined };
export type ListedMeter = Answer<"/api/v1/plans", "get">["meters"][number];

export type Credits = ReturnType<typeof creditsOf>;

/** The calls around spending. They return what the API answers, and throw ApiError or InsufficientCreditsError. */
export function creditsOf({ GET, POST, DELETE }: Client<paths>) {
  return {
    /** The balance, with what is held and available. */
    balance: async ({ account, signal }: OfAccount = {}): Promise<Balance> =>
      unwrap(await GET("/api/v1/credits", { ...to(account), signal })),

    /** Spends credits at once, for work whose cost is known. */
    consume: async ({ account, signal, ...body }: OfAccount & Charge & Labels & Keyed): Promise<Spend> =>
      unwrap(await POST("/api/v1/credits/consume", { ...to(account), body, signal })),

    /** Counts work that was done with the customer's own key at the provider. It costs no credits. */
    countOwnKey: async ({
      account,
      signal,
      ...body
    }: OfAccount & { items: Item[] } & Dimensions & Keyed): Promise<CountedUse> =>
      unwrap(await POST("/api/v1/usage", { ...to(account), body, signal })),

    /** Reserves credits for work whose cost is not known yet. */
    hold: async ({
      account,
      signal,
      ...body
    }: OfAccount & Charge & Labels & Keyed & { expiresInSeconds?: number }): Promise<PlacedHold> =>
      unwrap(await POST("/api/v1/credits/holds", { ...to(account), body, signal })),

    /** A hold as it is now. */
    getHold: async (id: string, { account, signal }: OfAccount = {}): Promise<Hold> =>
      unwrap(await GET("/api/v1/credits/holds/{id}", { params: at(id, account), signal })),

    /** Spends what the work took, all that is held by default, and makes the rest available again. */
    capture: async (
      id: string,
      {
        account,
        signal,
        ...body
      }: OfAccount & (Charge | { [field in keyof Charge]?: undefined }) & Labels & Keyed = {},
    ): Promise<Spend> =>
      unwrap(await POST("/api/v1/credits/holds/{id}/capture", { params: at(id, account), body, signal })),

    /** Ends a hold without a spend. Releasing it again has no effect. */
    release: async (id: string, { account, signal }: OfAccount = {}): Promise<PlacedHold> =>
      unwrap(await POST("/api/v1/credits/holds/{id}/release", { params: at(id, account), signal })),

    /** Makes a hold larger or longer. The charge is its new total; a smaller one changes nothing. */
    extend: async (
      id: string,
      {
        account,
        signal,
        ...body
      }: OfAccount & (Charge | { [field in keyof Charge]?: undefined }) & { expiresInSeconds?: number },
    ): Promise<PlacedHold> =>
      unwrap(await POST("/api/v1/credits/holds/{id}/extend", { params: at(id, account), body, signal })),

    /** What was refused for want of credits in the last day and waits. */
    refusals: async ({ account, signal }: OfAccount = {}): Promise<RefusedSpend[]> =>
      unwrap(await GET("/api/v1/credits/refusals", { ...to(account), signal })).data,

    /**
     * Makes a refused spend, or places the hold, with its own key. Do the work if it is `claimed`: exactly one caller is told so. With a
     * key of yours, such as the job's id, a process that starts again after a crash is told so again.
     */
    resume: async (id: string, { account, signal, ...body }: OfAccount & Keyed = {}): Promise<ResumedSpend> =>
      unwrap(await POST("/api/v1/credits/refusals/{id}/resume", { params: at(id, account), body, signal })),

    /** Gives up a refused spend. */
    giveUp: async (id: string, { account, signal }: OfAccount = {}): Promise<RefusedSpend> =>
      unwrap(await DELETE("/api/v1/credits/refusals/{id}", { params: at(id, account), signal })),

    /** What the account's last spends of a kind cost: show it before the work, and hold `atMost`. */
    typicalCost: async ({ account, signal, ...kind }: OfAccount & SpendKind): Promise<TypicalCost> =>
      unwrap(
        await GET("/api/v1/credits/typical-cost", {
          params: { query: { ...kind, ...to(account).params.query } },
          signal,
        }),
      ),

    /** The meters of the rate card. */
    meters: async ({ signal }: { signal?: AbortSignal } = {}): Promise<ListedMeter[]> =>
      unwrap(await GET("/api/v1/plans", { signal })).meters,
  };
}

const to = (account: string | undefined) => ({ params: { query: account === undefined ? {} : { account } } });

const at = (id: string, account: string | undefined) => ({ path: { id }, ...to(account).params });
