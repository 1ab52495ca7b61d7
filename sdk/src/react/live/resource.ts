import { createStore, type Store } from "./store.js";

/** Something that is read once, shared by all components that show it, and read again by `reload`. */
export type Loaded<T> = {
  data: T | null;
  error: Error | null;
  isLoading: boolean;
};

export type Resource<T> = Store<Loaded<T>> & { reload: () => Promise<void> };

type ResourceOptions = {
  /** Loads it again whenever it is shown again, because it changes by itself. What was loaded stays until then. */
  again?: boolean;
};

/** It is loaded for its first subscriber, unless there is an initial value. The latest answer counts. */
export function createResource<T>(
  load: () => Promise<T>,
  initial: T | null = null,
  { again = false }: ResourceOptions = {},
): Resource<T> {
  let latest = 0;
  const store = createStore<Loaded<T>>({ data: initial, error: null, isLoading: initial === null }, () => {
    if (again || store.get().data === null) void reload();
    return () => undefined;
  });

  async function reload(): Promise<void> {
    const turn = ++latest;
    store.set({ ...store.get(), isLoading: true });
    try {
      const data = await load();
      if (turn === latest) store.set({ data, error: null, isLoading: false });
    } catch (error) {
      const why = error instanceof Error ? error : new Error(String(error));
      if (turn === latest) store.set({ ...store.get(), error: why, isLoading: false });
    }
  }

  return { ...store, reload };
}
