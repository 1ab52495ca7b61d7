import { type ClassNameValue, twMerge } from "tailwind-merge";

/** Joins class names; later classes override earlier ones for the same property. */
export function cx(...names: ClassNameValue[]): string {
  return twMerge(...names);
}
