type CurlRequest = { url: string; method: string; headers: Record<string, string>; body: string | undefined };

/** The requests of the curl commands in `code`, as a shell with these variables would send them. Throws for an unknown flag. */
export function curlRequests(code: string, variables: Record<string, string>): CurlRequest[] {
  return commandsIn(withoutCaptures(code), variables).map(([program, ...words]) => {
    if (program !== "curl") throw new Error(`Not a curl command: ${program}`);
    const request: CurlRequest = { url: "", method: "", headers: {}, body: undefined };
    for (let at = 0; at < words.length; at += 1) {
      const word = words[at] ?? "";
      const value = () => words[++at] ?? "";
      if (word === "-H") {
        const [name = "", ...rest] = value().split(": ");
        request.headers[name.toLowerCase()] = rest.join(": ");
      } else if (word === "-d") request.body = value();
      else if (word === "-X") request.method = value();
      else if (word === "--retry") value();
      else if (word.startsWith("-") && !["-i", "-N", "-s"].includes(word)) throw new Error(`Unknown flag ${word}`);
      else if (!word.startsWith("-")) request.url = word;
    }
    request.method ||= request.body === undefined ? "GET" : "POST";
    return request;
  });
}

/** The script without what keeps a response in a variable: the variables are given. */
function withoutCaptures(script: string): string {
  return script
    .replaceAll(/^(?:export )?\w+="[^"]*"$/gm, "")
    .replaceAll(/^(?:export )?\w+=\$\(/gm, "")
    .replaceAll(/ \\\n\s*\| sed .*\)$/gm, "")
    .replaceAll(/^echo .*$/gm, "");
}

/** The commands of a script in words. Knows what the samples use: comments, both quotes, variables and continued lines. */
function commandsIn(script: string, variables: Record<string, string>): string[][] {
  const commands: string[][] = [];
  const token = /\s*?(#[^\n]*|\\\n|\n|'[^']*'|"[^"]*"|[^\s'"\\]+)/gy;
  let words: string[] = [];
  const end = () => {
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (const [, part = ""] of script.matchAll(token)) {
    if (part === "\n") end();
    else if (part.startsWith("'")) words.push(part.slice(1, -1));
    else if (part.startsWith('"')) words.push(filled(part.slice(1, -1), variables));
    else if (!part.startsWith("#") && part !== "\\\n") words.push(filled(part, variables));
  }
  end();
  return commands;
}

function filled(text: string, variables: Record<string, string>): string {
  return text.replaceAll(/\$(\w+)/g, (_, name: string) => {
    const value = variables[name];
    if (value === undefined) throw new Error(`$${name} is not set.`);
    return value;
  });
}
