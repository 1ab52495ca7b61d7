import type { PersonalAct, Planned } from "./acts";
import { cardOf } from "./cards";
import type { Random } from "./random";
import { type Habit, uses } from "./usage";

export const DAY = 24;
export const MONTH = 30.44 * DAY;

/** What one person does, in hours since the beginning. What would come after the end is left out. */
export class Diary {
  readonly acts: Planned<PersonalAct>[] = [];
  readonly card: string;

  constructor(
    readonly random: Random,
    readonly person: number,
    /** When they sign up. */
    readonly start: number,
    readonly end: number,
  ) {
    this.card = cardOf(person);
  }

  add(hour: number, act: PersonalAct): void {
    if (hour < this.end) this.acts.push({ hour, act });
  }

  /** About as many credits in each month as the habit says, until they stop. */
  uses(habit: Habit, from: number, until: number): void {
    for (const { hour, list } of uses(this.random, habit, from, Math.min(until, this.end))) {
      this.add(hour, { do: "spend", uses: list });
    }
  }

  inOrder(): Planned<PersonalAct>[] {
    return this.acts.toSorted((a, b) => a.hour - b.hour);
  }
}
