/** Whole numbers from 0 up to a bound, the same for the same seed. */
export type Draw = (below: number) => number;

/** A linear congruential generator with the constants of Numerical Recipes: random enough to choose steps. */
export function seeded(seed: number): Draw {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
