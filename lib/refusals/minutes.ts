/** A wait in whole minutes, rounded up, as it is read in a sentence: "a minute" or "5 minutes". */
export function minutes(seconds: number): string {
  const count = Math.ceil(seconds / 60);
  return count <= 1 ? "a minute" : `${count} minutes`;
}
