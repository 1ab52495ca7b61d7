import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname } from "node:path";
import { text } from "node:stream/consumers";

export type Attribute = { key: string; value: Record<string, unknown> };

/** A span as OTLP writes it in JSON, as far as the tests read it. */
export type ReceivedSpan = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  attributes: Attribute[];
  events?: { name: string; attributes: Attribute[] }[];
};

type Export = { resourceSpans: { scopeSpans: { spans: ReceivedSpan[] }[] }[] };

/** The spans that a receiver has written so far. */
export function spansIn(file: string): ReceivedSpan[] {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

/** A collector of traces by OTLP over HTTP (opentelemetry.io/docs/specs/otlp): each span is a line of `file`. */
export async function receiveTraces(file: string) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "");
  const server = createServer(async (request, response) => {
    const { resourceSpans }: Export = JSON.parse(await text(request));
    const spans = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
    appendFileSync(file, spans.map((span) => `${JSON.stringify(span)}\n`).join(""));
    response.setHeader("content-type", "application/json").end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    file,
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
