export function fullFiles(): string[];
