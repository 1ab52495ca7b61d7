/** A sentence, or how to write one from the facts of the case. */
export type Sentence = string | ((facts: never) => string);

/** How a refusal is explained to developers and to users. */
type Words = {
  /** For the developer who sent the request: what happened and what to do next. The API's `detail`. */
  developer: Sentence;
  /** For the user, if a page can show this refusal. */
  user?: Sentence;
  /** The field of the request that is at fault. */
  field?: string;
  /** Facts that the API adds to the problem document, such as `required` and `available`. */
  members?: readonly string[];
};

/** A refusal with a code of its own, which is the row's name. */
export type Code = Words & { status: number; title: string };

/** A refusal that uses another row's code, and so its status and title. */
export type Variant = Words & { code: string };

export type Rows = Record<string, Code | Variant>;
