/** Whether someone can see the page. */
export type Visibility = {
  isVisible: () => boolean;
  onChange: (listener: () => void) => () => void;
};

export const pageVisibility: Visibility = {
  isVisible: () => document.visibilityState !== "hidden",
  onChange: (listener) => {
    document.addEventListener("visibilitychange", listener);
    return () => document.removeEventListener("visibilitychange", listener);
  },
};
