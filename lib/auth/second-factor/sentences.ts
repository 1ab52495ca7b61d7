/** What a page says of a code that was not taken. */
export const INVALID_CODE_SENTENCE = "This code is not valid, or was used before. Wait for the next one and try again.";
