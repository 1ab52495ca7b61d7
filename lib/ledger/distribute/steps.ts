/** Why a run did nothing or stopped, in a sentence. */
export class NotDistributed extends Error {}

/** What a step does, as in `Would add the extension.` and `Added the extension.` */
type Words = { would: string; did: string; object: string };

/** Does one step and says so, or only says what it would do. */
export type Do = {
  (words: Words, work: () => Promise<unknown>): Promise<void>;
  /** For what belongs to another step. */
  silently: (work: () => Promise<unknown>) => Promise<void>;
};

/** Says each step once it is done; with `dryRun`, does nothing. */
export function stepsTo(say: (line: string) => void, dryRun = false): Do {
  const silently: Do["silently"] = async (work) => {
    if (!dryRun) await work();
  };
  const step = async ({ would, did, object }: Words, work: () => Promise<unknown>) => {
    await silently(work);
    say(dryRun ? `Would ${would} ${object}.` : `${did} ${object}.`);
  };
  return Object.assign(step, { silently });
}
