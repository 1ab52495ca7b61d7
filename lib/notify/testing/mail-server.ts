import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { afterAll } from "vitest";

export type ReceivedMail = { to: string[]; from: string; messageId: string; raw: string };

/** A mail server for one test. It refuses addresses that start with "nobody" permanently, and "full" temporarily. */
export async function testMailServer(port = 0) {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onRcptTo({ address }, _session, callback) {
      if (address.startsWith("nobody")) callback(refusal(550, "No such mailbox here."));
      else if (address.startsWith("full")) callback(refusal(452, "The mailbox is full."));
      else callback();
    },
    onData(stream, { envelope }, callback) {
      text(stream).then((raw) => {
        const messageId = /^Message-ID: (\S+)/im.exec(raw)?.[1] ?? "";
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        received.push({ to: envelope.rcptTo.map(({ address }) => address), from, messageId, raw });
        callback();
      }, callback);
    },
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: openPort } = server.server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  afterAll(close);
  return { url: `smtp://127.0.0.1:${openPort}`, port: openPort, received, close };
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
