export function filesTagged(tags: readonly string[]): string[];
