/** What is wrong with a workflow file, by the rules of GitHub's own parser: its keys, its values, its expressions. */
export function workflowErrors(name: string, content: string): Promise<string[]>;
