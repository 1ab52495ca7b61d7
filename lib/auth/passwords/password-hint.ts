export const MIN_PASSWORD_LENGTH = 10;

/** What the forms say before a password is chosen. In a file of its own, so that browsers do not load the rules with it. */
export const PASSWORD_HINT = `At least ${MIN_PASSWORD_LENGTH} characters.`;
