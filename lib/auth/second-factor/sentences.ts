import { userSentence } from "@/lib/refusals/user-sentence";

/** The message for a refused code. */
export const INVALID_CODE_SENTENCE = userSentence("invalid_code");
