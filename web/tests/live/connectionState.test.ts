import { expect, test } from "vitest";
import { BRIEF_MS, shownState } from "../../src/live/connectionState";

test("the page is live only once it has caught up", () => {
  expect(shownState("live", "behind", null)).toBe("behind");
  expect(shownState("live", "current", null)).toBe("live");
});

test("a brief cut is a reconnection, a longer one a loss, also while another attempt is made", () => {
  expect(shownState("lost", "behind", 0)).toBe("reconnecting");
  expect(shownState("connecting", "behind", BRIEF_MS - 1)).toBe("reconnecting");
  expect(shownState("connecting", "behind", BRIEF_MS)).toBe("lost");
});

test("the first attempt is no loss", () => {
  expect(shownState("connecting", "behind", null)).toBe("connecting");
});

test("a page that may not follow is not called live because its line is", () => {
  expect(shownState("live", "refused", null)).toBe("idle");
  expect(shownState("live", "crowded", null)).toBe("crowded");
  expect(shownState("crowded", "behind", 60_000)).toBe("crowded");
});
