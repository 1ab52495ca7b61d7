type ClassName = string | false | null | undefined;

/** Joins class names; later classes override earlier ones for the same property. */
export function cx(...names: ClassName[]): string {
  const joined = names.filter(Boolean).join(" ");
  const known = results.get(joined);
  if (known !== undefined) return known;
  const result = merge(joined);
  results.set(joined, result);
  return result;
}

// A page joins the same classes in every row, and the source has only so many.
const results = new Map<string, string>();

function merge(joined: string): string {
  const classes = joined.split(/\s+/).filter(Boolean);
  const taken = new Set<string>();
  const kept = classes.reverse().filter((name) => {
    const { variants, property } = partsOf(name);
    if (taken.has(variants + property)) return false;
    for (const each of [property, ...(COVERS[property] ?? [])]) taken.add(variants + each);
    return true;
  });
  return kept.reverse().join(" ");
}

/** "max-sm:w-full" is `w` under `max-sm:`. A class that no rule names is a property of its own. */
function partsOf(name: string): { variants: string; property: string } {
  // The last colon outside of brackets.
  const end = name.replaceAll(/\[[^\]]*\]/g, (text) => "_".repeat(text.length)).lastIndexOf(":") + 1;
  const base = name.slice(end).replace(/^-/, "");
  for (const [pattern, property] of RULES) {
    const found = pattern.exec(base);
    if (found) return { variants: name.slice(0, end), property: property ?? found[1] ?? base };
  }
  return { variants: name.slice(0, end), property: base };
}

// The first that matches counts; without a name, the property is the first group. Only what this app uses: cx.test.ts
// compares it with tailwind-merge for every class in the source.
const RULES: [RegExp, string?][] = [
  [/^(?:block|flex|grid|hidden|contents|inline|inline-block|inline-flex|inline-grid|table)$/, "display"],
  [/^(?:static|fixed|absolute|relative|sticky)$/, "position"],
  [/^(?:sr-only|not-sr-only)$/, "sr"],
  [/^text-(?:xs|sm|base|lg|\d?xl|\[[\d.]+(?:px|em|rem)\])$/, "font-size"],
  [/^text-(?:left|center|right|justify)$/, "text-align"],
  [/^text-/, "color"],
  [/^select-/, "user-select"],
  [/^font-(?:sans|mono)$/, "font-family"],
  [/^font-/, "font-weight"],
  [/^border(?:-\d+)?$/, "border"],
  [/^(border-[trblxy])(?:-\d+)?$/],
  [/^border-(?:solid|dashed|none)$/, "border-style"],
  [/^border-(?:collapse|separate)$/, "border-collapse"],
  [/^border-/, "border-color"],
  [/^(rounded-[trbl]{1,2})(?:-|$)/],
  [/^(rounded)(?:-|$)/],
  [/^flex-(?:row|col)/, "flex-direction"],
  [/^flex-(?:wrap|nowrap)/, "flex-wrap"],
  [/^(inset-ring|ring)(?:-\d+)?$/],
  [/^(inset-ring-|ring-)/],
  [/^(outline)(?:-\d+)?$/],
  [/^(outline-offset|underline-offset)-/],
  [/^outline-(?:none|hidden|solid|dashed)$/, "outline-style"],
  [/^(outline-)/],
  [/^(decoration)-\d+$/],
  [/^(decoration-)/],
  [/^(flex|shrink|grow|transition|shadow)(?:-|$)/],
  [/^(translate-[xy]|rotate|scale)-/],
  [
    /^((?:min|max)-[wh]|gap-[xy]|grid-(?:cols|rows)|(?:col|row)-span|inset-[xy]|scroll-m[trbl]|overflow-[xy]|justify-(?:self|items))-/,
  ],
  [
    /^(p[xytrbl]?|m[xytrbl]?|[wh]|size|gap|inset|top|right|bottom|left|z|bg|items|self|justify|content|basis|leading|tracking|opacity|overflow|cursor|whitespace|list|break|duration|animate|order|origin|align)-/,
  ],
];

// A class for all sides overrides those for one.
const COVERS: Record<string, string[]> = {
  "border-x": ["border-r", "border-l"],
  "border-y": ["border-t", "border-b"],
  p: ["px", "py", "pt", "pr", "pb", "pl"],
  px: ["pr", "pl"],
  py: ["pt", "pb"],
  m: ["mx", "my", "mt", "mr", "mb", "ml"],
  mx: ["mr", "ml"],
  my: ["mt", "mb"],
  size: ["w", "h"],
  gap: ["gap-x", "gap-y"],
  inset: ["inset-x", "inset-y", "top", "right", "bottom", "left"],
  "inset-x": ["right", "left"],
  "inset-y": ["top", "bottom"],
  overflow: ["overflow-x", "overflow-y"],
  border: ["border-t", "border-r", "border-b", "border-l", "border-x", "border-y"],
  rounded: ["rounded-t", "rounded-r", "rounded-b", "rounded-l", "rounded-tl", "rounded-tr", "rounded-bl", "rounded-br"],
  flex: ["basis", "grow", "shrink"],
  "font-size": ["leading"],
};
