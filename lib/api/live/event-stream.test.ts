import { expect, test, vi } from "vitest";
import { eventText, openEventStream } from "@/lib/api/live/event-stream";
import { readEvents } from "@/lib/api/testing/events";

const turn = () => new Promise((resolve) => setImmediate(resolve));
const event = (n: number) => eventText("balance", String(n), JSON.stringify({ n, filler: "x".repeat(1_000) }));

test("events arrive in order", async () => {
  const stream = openEventStream(() => undefined);
  const reader = readEvents(stream.body);
  for (const n of [1, 2, 3]) {
    stream.show(event(n));
    await turn();
  }
  expect(reader.events.map(({ id, event: name, data }) => [id, name, data.n])).toEqual([
    ["1", "balance", 1],
    ["2", "balance", 2],
    ["3", "balance", 3],
  ]);
});

test("a reader that does not read buffers at most two events, and gets the latest when it reads again", async () => {
  const stream = openEventStream(() => undefined);
  for (let n = 1; n <= 10_000; n++) stream.show(event(n));
  const reader = readEvents(stream.body);
  await turn();
  expect(reader.events.map(({ id }) => id)).toEqual(["1", "10000"]);
  stream.show(event(7));
  await turn();
  expect(reader.events.at(-1)?.id).toBe("7");
});

test("heartbeats are comments; those that cannot be sent are counted until the reader reads again", async () => {
  const stream = openEventStream(() => undefined);
  stream.show(event(1));
  for (let beat = 0; beat < 3; beat++) stream.beat();
  expect(stream.missedBeats()).toBe(3);
  const reader = readEvents(stream.body);
  await turn();
  stream.beat();
  await turn();
  expect(stream.missedBeats()).toBe(0);
  expect(reader.comments()).toBe(1);
});

test("the end is reported once, from either side, and nothing is sent after it", async () => {
  const onClosed = vi.fn();
  const left = openEventStream(onClosed);
  await readEvents(left.body).leave();
  left.end();
  left.show(event(1));
  left.beat();
  expect(onClosed).toHaveBeenCalledTimes(1);

  const ended = openEventStream(onClosed);
  const reader = readEvents(ended.body);
  ended.end();
  ended.end();
  ended.show(event(1));
  await turn();
  expect(onClosed).toHaveBeenCalledTimes(2);
  expect(reader.ended()).toBe(true);
  expect(reader.events).toEqual([]);
});
