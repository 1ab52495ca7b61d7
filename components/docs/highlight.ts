export type Token = { kind: "plain" | "text" | "value" | "word" | "note"; text: string; at: number };

const TOKENS =
  /(?<name>"(?:[^"\\\n]|\\.)*"(?=\s*:))|(?<note>^[ \t]*(?:#|\/\/).*$)|(?<text>"(?:[^"\\\n]|\\.)*")|(?<value>(?<=[\s[(,])(?:-?\d+(?:\.\d+)?|true|false|null)(?![\w-]))|(?<word>\b(?:const|await|import|from|new|if|for|of|return|throw|async|await|function|try|catch|with|as|curl|print|def|except|raise|else|in|not)\b)/gm;

/** Code split into spans of one color; property names stay plain. */
export function highlight(code: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of code.matchAll(TOKENS)) {
    if (match.index > end) tokens.push({ kind: "plain", text: code.slice(end, match.index), at: end });
    tokens.push({ kind: kindOf(match), text: match[0], at: match.index });
    end = match.index + match[0].length;
  }
  if (end < code.length) tokens.push({ kind: "plain", text: code.slice(end), at: end });
  return tokens;
}

function kindOf({ groups = {} }: RegExpMatchArray): Token["kind"] {
  const { name, note, text, value } = groups;
  return name ? "plain" : note ? "note" : text ? "text" : value ? "value" : "word";
}
