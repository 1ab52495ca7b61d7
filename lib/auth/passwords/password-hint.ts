export const MIN_PASSWORD_LENGTH = 10;

/** The hint under new-password fields. In its own file, so that browsers do not load the rules with it. */
export const PASSWORD_HINT = `At least ${MIN_PASSWORD_LENGTH} characters.`;
