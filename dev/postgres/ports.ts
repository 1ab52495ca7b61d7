import { type AddressInfo, createServer } from "node:net";

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const port = await listen(0, "127.0.0.1");
  if (port === undefined) throw new Error("No free port on 127.0.0.1.");
  return port;
}

/** Whether a server could listen on this port now, on any address. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await listen(port, "127.0.0.1")) !== undefined && (await listen(port)) !== undefined;
}

function listen(port: number, host?: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const { port: taken } = server.address() as AddressInfo;
      server.close(() => resolve(taken));
    });
  });
}
