/** An open response of type text/event-stream. It buffers at most two texts, however slow the reader is. */
export type EventStream = {
  body: ReadableStream<Uint8Array>;
  /** Sends a text of events. It replaces one that is still waiting, so a slow reader skips to the latest. */
  show: (text: string) => void;
  /** Sends a comment, which keeps the connection alive at both ends and in between. */
  beat: () => void;
  /** Consecutive beats that found the buffer full: the reader has stopped reading. */
  missedBeats: () => number;
  end: () => void;
};

/** `onClosed` is called once, when the reader disconnects or `end` is called. */
export function openEventStream(onClosed: () => void): EventStream {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  let latest: string | null = null;
  let missed = 0;

  function send(text: string): void {
    controller?.enqueue(encoder.encode(text));
    missed = 0;
  }

  function hasRoom(): boolean {
    return (controller?.desiredSize ?? 0) > 0;
  }

  function close(): boolean {
    if (!controller) return false;
    controller = null;
    latest = null;
    onClosed();
    return true;
  }

  const body = new ReadableStream<Uint8Array>({
    start: (opened) => {
      controller = opened;
    },
    pull: () => {
      if (latest === null) return;
      const text = latest;
      latest = null;
      send(text);
    },
    cancel: () => {
      close();
    },
  });

  return {
    body,
    show: (text) => {
      if (hasRoom()) send(text);
      else if (controller) latest = text;
    },
    beat: () => {
      if (hasRoom()) send(":\n\n");
      else missed += 1;
    },
    missedBeats: () => missed,
    end: () => {
      const ended = controller;
      if (close()) ended?.close();
    },
  };
}

const encoder = new TextEncoder();

/** An event with JSON as its data. Serialized JSON has no line breaks, so it is one line. */
export function eventText(name: string, id: string, json: string): string {
  return `id: ${id}\nevent: ${name}\ndata: ${json}\n\n`;
}
