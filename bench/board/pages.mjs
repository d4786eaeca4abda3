/** How each board is looked at: the address of the asked week, what to wait for, what scrolls, how to go on and to zoom. */
export const boards = {
  ours: {
    address: (address) => `${address}/?zoom=week&date=2026-06-01`,
    booking: "[data-booking]",
    scroller: "[data-board]",
    next: (page) => page.getByRole("button", { name: "Later" }).click(),
    show: (page, zoom) => page.getByRole("combobox", { name: "Zoom" }).selectOption(zoom),
  },
  theirs: {
    address: (address) => `${address}/`,
    booking: ".ec-event",
    scroller: ".ec-main",
    next: (page) => page.evaluate(() => void calendar.next()),
    show: (page, zoom) =>
      page.evaluate((view) => void calendar.setOption("view", view), `resourceTimeline${zoom[0].toUpperCase()}${zoom.slice(1)}`),
  },
};
