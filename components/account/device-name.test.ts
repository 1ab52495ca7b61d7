import { expect, test } from "vitest";
import { deviceName } from "./device-name";

test("a device has a readable name, and an unknown one says so", () => {
  const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";
  const phone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
  expect([windows, phone, "curl/8.5.0", "<script>alert(1)</script>", "", null].map(deviceName)).toEqual([
    "Firefox on Windows",
    "Safari on iOS",
    "Unknown browser",
    "Unknown browser",
    "Unknown browser",
    "Unknown browser",
  ]);
});
