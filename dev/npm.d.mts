/** How to start npm with these arguments: the command and its arguments. */
export function npm(...words: string[]): [command: string, args: string[]];
