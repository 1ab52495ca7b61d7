export type ImageCommand = { source: string; file: string; args: string[] };

/**
 * The commands of the image: each script of package.json that runs a file of lib or prisma with tsx, under the same name,
 * with its file, what that is called in the image, and the arguments that the script gives it.
 */
export function commandsOf(scripts: Record<string, string>): Record<string, ImageCommand>;
