import { type ClassNameValue, twMerge } from "tailwind-merge";

/** Joins class names; a later one wins over an earlier one that sets the same thing. */
export function cx(...names: ClassNameValue[]): string {
  return twMerge(...names);
}
