/** A value that components subscribe to. What keeps it current runs only while there are subscribers. */
export type Store<T> = {
  get: () => T;
  /** What a server renders, and so the first thing that a browser shows. */
  initial: T;
  set: (value: T) => void;
  subscribe: (listener: () => void) => () => void;
};

/** `start` is called with the first subscriber, and what it returns when the last has left. */
export function createStore<T>(initial: T, start: () => () => void = () => () => undefined): Store<T> {
  const listeners = new Set<() => void>();
  let value = initial;
  let stop: () => void = () => undefined;
  return {
    get: () => value,
    initial,
    set: (next) => {
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      if (listeners.size === 1) stop = start();
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) stop();
      };
    },
  };
}
