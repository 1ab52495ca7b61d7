/** A formatter of dates as pages in English have them ("3 Nov 2026"), made once: to make one takes a hundred times as long as to use it. */
export const dateFormat = keptBy((options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat("en-GB", options));

/** A formatter of numbers and money as pages in English have them ("1,284.50", "$20"), made once. */
export const numberFormat = keptBy((options: Intl.NumberFormatOptions) => new Intl.NumberFormat("en-US", options));

// Browsers name their time zones themselves, so the number of different options has no natural end.
const MOST = 500;

function keptBy<Options, Format>(make: (options: Options) => Format): (options: Options) => Format {
  const kept = new Map<string, Format>();
  return (options) => {
    const key = JSON.stringify(options);
    const found = kept.get(key);
    if (found) return found;
    if (kept.size >= MOST) kept.clear();
    const made = make(options);
    kept.set(key, made);
    return made;
  };
}
