import { userSentence } from "@/lib/refusals/user-sentence";

/** What a page says of a code that was refused. */
export const INVALID_CODE_SENTENCE = userSentence("invalid_code");
