import { request as send } from "node:http";

export type RawAnswer = {
  status: number;
  /** Every value of each header, by its name in lower case. */
  headers: Record<string, string[]>;
  text: string;
};

export type RawRequest = {
  method?: string | undefined;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer | undefined;
};

/** Sends a request as it is written: browsers and fetch would correct the URL first. Of a stream only the headers are read. */
export function sendRaw(baseURL: string | undefined, { method = "GET", path, headers = {}, body }: RawRequest) {
  const { hostname, port } = new URL(baseURL ?? "http://localhost:3000");
  return new Promise<RawAnswer>((resolve, reject) => {
    // Node sends the body of a DELETE without its length, and the server takes it for another request.
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const sent = send({ hostname, port, method, path, headers: { ...headers, ...length } }, async (response) => {
      const { statusCode: status = 0, rawHeaders, headers } = response;
      const isStream = headers["content-type"]?.startsWith("text/event-stream");
      const text = isStream ? "" : (await response.toArray()).join("");
      if (isStream) response.destroy();
      resolve({ status, headers: everyValue(rawHeaders), text });
    });
    sent.once("error", reject).end(body);
  });
}

function everyValue(raw: string[]): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at]?.toLowerCase() ?? "";
    headers[name] = [...(headers[name] ?? []), raw[at + 1] ?? ""];
  }
  return headers;
}
