/** Whether the tests of the local Stripe must run in the clone at `root`. */
export function localStripeChanged(root: string): boolean;
/** Records that they passed, if Vitest's report says that all of them ran and passed. */
export function rememberLocalStripe(root: string, report: unknown, before: string): void;
/** A hash of everything that they depend on. */
export function fingerprint(root: string): string;
