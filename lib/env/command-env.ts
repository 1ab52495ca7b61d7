import { type Env, env } from "@/lib/env";

/** The settings of a command. When one is wrong, it ends with the message about that alone: a stack trace would not help. */
export function commandEnv(): Env {
  try {
    return env();
  } catch (error) {
    endWith(error instanceof Error ? error.message : String(error));
  }
}

/** Ends a command because of a wrong setting, with what to change. */
export function endWith(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
