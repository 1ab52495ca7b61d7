import { z } from "zod";

/** Whether PostgreSQL can hold the text: no NUL, no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes("\u0000") && !/\p{Surrogate}/u.test(text);
}

/** Text that PostgreSQL can hold. */
export const storableText = z.string().refine(isStorable, "Contains a character that cannot be stored.");
