import { answer } from "@/lib/api/http/answer";
import { invalidFields, Problem, problem, rateLimited } from "@/lib/api/http/problems";
import { readJson } from "@/lib/api/http/read-body";
import { resource } from "@/lib/api/http/resource";
import { clientIp } from "@/lib/auth/client-ip";
import { env } from "@/lib/env";
import { noteRateLimited } from "@/lib/monitoring/note-refusals";
import { routeOfBuild } from "@/lib/monitoring/route-template";
import { addressLimits } from "@/lib/pages/address-limit";
import { noteViolation } from "@/lib/pages/csp-reports/note-violation";
import { readReports, reportTypeOf } from "@/lib/pages/csp-reports/read-reports";
import { violationOf } from "@/lib/pages/csp-reports/violation-of";

const MAX_BYTES = 65_536;

/** Where browsers report what a page's Content-Security-Policy blocked. Anyone may send reports. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: (request) => answer(request, () => receive(request)),
});

async function receive(request: Request): Promise<Problem | null> {
  const seconds = await overLimit(request);
  if (seconds !== null) return rateLimited(seconds);
  const type = reportTypeOf(request.headers.get("content-type"));
  if (!type) return problem("report_not_declared");
  const read = await readJson(request, { maxBytes: MAX_BYTES, isDeclared: () => true });
  if (read instanceof Problem) return read;
  const reports = readReports(type, read.json);
  if (!reports) return invalidFields([{ field: "body", message: `Must be a report as ${type} has it.` }]);
  const app = { appUrl: env().APP_URL, routeOf: routeOfBuild() };
  for (const report of reports) {
    const violation = violationOf(report, app);
    if (violation) noteViolation(violation);
  }
  return null;
}

/** Counts a request for its address and for all. The seconds to wait if either is over its limit. */
async function overLimit(request: Request): Promise<number | null> {
  const { reports, allReports } = addressLimits();
  const address = clientIp(request.headers, env().TRUSTED_PROXIES);
  const seconds = (await reports.count(address)) ?? (await allReports.count("all"));
  if (seconds !== null) noteRateLimited("csp-reports");
  return seconds;
}
