export type Token = { kind: "plain" | "text" | "value" | "word" | "note"; text: string };

const TOKENS =
  /(?<name>"(?:[^"\\\n]|\\.)*"(?=\s*:))|(?<note>^[ \t]*(?:#|\/\/).*$)|(?<text>"(?:[^"\\\n]|\\.)*")|(?<value>(?<=[\s[(,])(?:-?\d+(?:\.\d+)?|true|false|null)(?![\w-]))|(?<word>\b(?:const|await|import|from|new|if|for|of|return|throw|async|await|function|try|catch|with|as|curl|print|def|except|raise|else|in|not)\b)/gm;

/** Code split into spans of one color; property names stay plain. Neighbours differ in kind, or are both colored. */
export function highlight(code: string): Token[] {
  const tokens: Token[] = [];
  const add = (kind: Token["kind"], text: string) => {
    const last = tokens.at(-1);
    if (kind === "plain" && last?.kind === "plain") last.text += text;
    else if (text !== "") tokens.push({ kind, text });
  };
  let end = 0;
  for (const match of code.matchAll(TOKENS)) {
    add("plain", code.slice(end, match.index));
    add(kindOf(match), match[0]);
    end = match.index + match[0].length;
  }
  add("plain", code.slice(end));
  return tokens;
}

function kindOf({ groups = {} }: RegExpMatchArray): Token["kind"] {
  const { name, note, text, value } = groups;
  return name ? "plain" : note ? "note" : text ? "text" : value ? "value" : "word";
}
