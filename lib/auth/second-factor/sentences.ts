/** Shown when a code is refused. */
export const INVALID_CODE_SENTENCE = "This code is invalid or was already used. Wait for the next one and try again.";
