import { strFromU8, unzipSync } from "fflate";

/** The files of a streamed zip, by name. */
export async function unzip(body: ReadableStream<Uint8Array>): Promise<Map<string, string>> {
  const files = unzipSync(new Uint8Array(await new Response(body).arrayBuffer()));
  return new Map(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}
