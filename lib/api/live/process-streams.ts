import { createLiveBalances, type LiveBalances } from "@/lib/api/live/live-balances";
import { env } from "@/lib/env";
import { notifications } from "@/lib/notifications";
import { oncePerProcess } from "@/lib/once-per-process";
import { endWhenStopping } from "@/lib/shutdown/stopping";

/** The streams of this process. They end when it is asked to stop; otherwise it would wait for their readers. */
export const liveBalances = oncePerProcess("liveBalances", (): LiveBalances => open());

function open(): LiveBalances {
  const { API_STREAMS, API_STREAMS_PER_ACCOUNT, API_STREAMS_PER_ADDRESS } = env();
  const streams = createLiveBalances(notifications(), {
    perAccount: API_STREAMS_PER_ACCOUNT,
    perAddress: API_STREAMS_PER_ADDRESS,
    perProcess: API_STREAMS,
  });
  endWhenStopping(streams.close);
  return streams;
}
