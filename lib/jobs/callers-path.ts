import { resolve } from "node:path";

/**
 * A path as the caller of the command means it. npm and a release run commands in the app's folder, and leave that of the
 * caller in INIT_CWD.
 */
export function callersPath(path: string): string {
  return resolve(process.env.INIT_CWD ?? "", path);
}
