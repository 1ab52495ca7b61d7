/** Keeps cookies between requests and does not follow redirects. */
export type Browser = {
  get: (url: string) => Promise<Response>;
  post: (url: string, fields?: Record<string, string>) => Promise<Response>;
  cookie: (name: string) => string | undefined;
};

/** A browser with these cookies, in the form of a Cookie header; without them, a new one. */
export function newBrowser(cookies = ""): Browser {
  const jar = new Map<string, string>();
  for (const pair of cookies.split("; ").filter(Boolean)) keep(jar, pair);

  async function send(url: string, init: RequestInit): Promise<Response> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(url, { ...init, headers: { ...init.headers, cookie }, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) keep(jar, line.split(";")[0] ?? "");
    return answer;
  }

  return {
    get: (url) => send(url, {}),
    post: (url, fields = {}) => send(url, { method: "POST", body: new URLSearchParams(fields) }),
    cookie: (name) => jar.get(name),
  };
}

function keep(jar: Map<string, string>, pair: string): void {
  const at = pair.indexOf("=");
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
  if (value === "") jar.delete(name);
  else jar.set(name, value);
}
