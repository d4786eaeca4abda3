/** `change`: somebody else has changed it; `conflict`: somebody wanted its time and was refused. */
export type Flash = "change" | "conflict";

const FLASH_MS = 2_400;
const ending = new WeakMap<Element, ReturnType<typeof setTimeout>>();

/** Lights up bookings on the board for a moment, once they are drawn as they are now. */
export function flash(ids: readonly string[], look: Flash): void {
  // React has drawn by the next frame, and blocks that come into view with it by the one after.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      for (const id of ids) {
        for (const block of document.querySelectorAll<HTMLElement>(`[data-booking="${CSS.escape(id)}"]`)) light(block, look);
      }
    }),
  );
}

function light(block: HTMLElement, look: Flash): void {
  clearTimeout(ending.get(block));
  delete block.dataset.flash;
  // Asking for the layout makes the animation begin again where one was running.
  void block.offsetWidth;
  block.dataset.flash = look;
  ending.set(
    block,
    setTimeout(() => delete block.dataset.flash, FLASH_MS),
  );
}
