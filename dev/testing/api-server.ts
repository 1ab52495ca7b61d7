import { afterAll } from "vitest";
import { type ApiOptions, serveApi } from "./serve-api";

/** Serves the API's route files on a real port for a test file. Closed after the file. */
export async function testApi(options: ApiOptions = {}): Promise<{ url: string }> {
  const { url, close } = await serveApi(options);
  afterAll(close);
  return { url };
}
