import type { PersonalAct, Planned, Use } from "./acts";
import { cardOf } from "./cards";

export const RESIDENT_DAYS = 30;

// No one else's: those of a year are numbered from zero.
const CARD = cardOf(8_000_000);

/** What the demo's own account is used for, by day and hour. */
const USES: readonly (readonly [day: number, hour: number, ...uses: Use[]])[] = [
  [0, 10, { meter: "chat_tokens_out", quantity: 9_000 }, { meter: "page", quantity: 4 }],
  [1, 15, { meter: "image", quantity: 1 }, { meter: "chat_tokens_in", quantity: 42_000 }],
  [2, 9, { meter: "audio_minute", quantity: 11 }],
  [4, 11, { meter: "chat_tokens_out", quantity: 31_000 }, { meter: "image", quantity: 2 }],
  [5, 16, { meter: "chat_tokens_out", quantity: 12_500 }],
  [6, 10, { meter: "page", quantity: 38 }],
  [8, 14, { meter: "chat_tokens_in", quantity: 88_000 }, { meter: "chat_tokens_out", quantity: 24_000 }],
  [9, 9, { meter: "image", quantity: 4 }],
  [11, 17, { meter: "audio_minute", quantity: 23 }],
  [12, 10, { meter: "chat_tokens_out", quantity: 18_000 }],
  [13, 13, { meter: "page", quantity: 12 }, { meter: "chat_tokens_in", quantity: 51_000 }],
  [15, 11, { meter: "chat_tokens_out", quantity: 40_000 }],
  [16, 15, { meter: "image", quantity: 3 }],
  [18, 10, { meter: "chat_tokens_out", quantity: 22_000 }, { meter: "audio_minute", quantity: 8 }],
  [20, 9, ...alike(5)],
  [21, 9, ...alike(4)],
  [22, 9, ...alike(6)],
  [23, 9, ...alike(5)],
  [25, 14, { meter: "chat_tokens_out", quantity: 35_000 }, { meter: "image", quantity: 2 }],
  [26, 16, { meter: "audio_minute", quantity: 14 }],
  [28, 11, { meter: "chat_tokens_in", quantity: 63_000 }, { meter: "chat_tokens_out", quantity: 16_000 }],
  [29, 8, { meter: "page", quantity: 6 }],
];

const OTHER: readonly (readonly [day: number, hour: number, act: PersonalAct])[] = [
  [3, 10, { do: "buy pack", pack: "pack_500", quantity: 1, card: CARD }],
  [7, 12, { do: "hold", amount: 12, captured: 9 }],
  [10, 15, { do: "failed work", amount: 6 }],
  [14, 9, { do: "gift", credits: 25, days: 90, reason: "Reported a fault" }],
];

/** What is on sale to the account: a rate costs `credits` for `perUnits`. */
export type OnSale = {
  meters: readonly { key: string; credits: bigint; perUnits: bigint }[];
  packs: readonly { key: string }[];
};

/**
 * Thirty days of the demo's own account: it buys a pack and spends most of it. It stays on the free plan, so that a plan is
 * still to be bought. `start` is its first hour in the script. With another catalogue than the default one it uses what
 * that sells, a few credits a day.
 */
export function residentsMonth(start: number, onSale: OnSale): Planned<PersonalAct>[] {
  const keys = new Set(onSale.meters.map(({ key }) => key));
  const isDefault = USES.every(([, , ...uses]) => uses.every(({ meter }) => keys.has(meter)));
  const acts = isDefault
    ? [...spends(USES), ...OTHER.map(([day, hour, act]) => ({ day, hour, act }))]
    : elsewhere(onSale);
  return acts
    .map(({ day, hour, act }) => ({ hour: start + day * 24 + hour, act }))
    .toSorted((one, other) => one.hour - other.hour);
}

type Act = { day: number; hour: number; act: PersonalAct };

const spends = (uses: typeof USES): Act[] =>
  uses.map(([day, hour, ...each]) => ({ day, hour, act: { do: "spend", uses: each } as const }));

/** The same days: it buys the first pack on the first of them, as there may be no free plan, and uses one meter after the other. */
function elsewhere({ meters, packs: [pack] }: OnSale): Act[] {
  const buys: Act[] = pack
    ? [{ day: 0, hour: 8, act: { do: "buy pack", pack: pack.key, quantity: 1, card: CARD } }]
    : [];
  const uses = USES.flatMap(([day, hour], nth) => {
    const meter = meters[nth % meters.length];
    if (!meter) return [];
    const credits = (nth % MOST_A_DAY) + 1;
    const quantity = Math.max(1, Math.floor((credits * Number(meter.perUnits)) / Number(meter.credits)));
    return [[day, hour, { meter: meter.key, quantity }] as const];
  });
  return [...buys, ...spends(uses)];
}

const MOST_A_DAY = 5;

/** The same small use several times. */
function alike(times: number): Use[] {
  return Array.from({ length: times }, () => ({ meter: "page", quantity: 2 }));
}
