import { expect, test } from "vitest";
import { readEvents } from "./events.js";

const encoder = new TextEncoder();

async function eventsIn(...chunks: (string | Uint8Array)[]) {
  let bytes = 0;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
      controller.close();
    },
  });
  const events = [];
  for await (const event of readEvents(body, { onBytes: () => (bytes += 1) })) events.push(event);
  return { events, bytes };
}

test("events are read with their names; comments are not events, but a sign of life", async () => {
  expect(await eventsIn("retry: 2310\n\n", "id: 1\nevent: balance\ndata: {}\n\n", ":\n\n", "data: x\n\n")).toEqual({
    events: [
      { event: "balance", data: "{}" },
      { event: "message", data: "x" },
    ],
    bytes: 4,
  });
});

test.each(["\n", "\r\n", "\r"])("however the bytes are cut, and with line breaks %j", async (lineBreak) => {
  const text = ["event: balance", "data: größe 1", "data:two", "", "event: balance", "data: 3", "", "", ""].join(
    lineBreak,
  );
  const bytes = encoder.encode(text);
  const expected = [
    { event: "balance", data: "größe 1\ntwo" },
    { event: "balance", data: "3" },
  ];
  for (const size of [1, 2, 3, 7, bytes.length]) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
      bytes.slice(at * size, (at + 1) * size),
    );
    expect((await eventsIn(...chunks)).events).toEqual(expected);
  }
});

test("an event that was not finished is dropped", async () => {
  expect((await eventsIn("data: 1\n\ndata: 2\n")).events).toEqual([{ event: "message", data: "1" }]);
});

test("the connection is closed when the reader stops", async () => {
  let canceled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode("data: 1\n\n")),
    cancel: () => {
      canceled = true;
    },
  });
  for await (const { data } of readEvents(body)) {
    expect(data).toBe("1");
    break;
  }
  expect(canceled).toBe(true);
});

test("the events end and the connection is closed when the signal fires, also if the body has not heard of it", async () => {
  let canceled = false;
  const leaving = new AbortController();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode("data: 1\n\n")),
    cancel: () => {
      canceled = true;
    },
  });
  const events = [];
  for await (const { data } of readEvents(body, { signal: leaving.signal })) {
    events.push(data);
    setImmediate(() => leaving.abort());
  }
  expect([events, canceled]).toEqual([["1"], true]);
  for await (const _ of readEvents(new ReadableStream(), { signal: leaving.signal })) expect.unreachable();
});
