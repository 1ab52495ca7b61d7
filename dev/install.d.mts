/** Whether the app runs on this version of Node, such as "22.13.0". */
export function isSupported(version: string): boolean;
/** Exits with a clear message when the app does not run on this Node. */
export function checkNode(): void;
/** Installs the dependencies of package-lock.json if they are missing. Returns whether they are installed. */
export function installIfNeeded(): boolean;
