const TICK_MS = 5_000;
const ASLEEP_MS = 10_000;

/** Calls back when the line may have gone unnoticed: the network is back, the page is seen again, the laptop was shut. */
export function onWake(woken: () => void): () => void {
  const shown = () => {
    if (document.visibilityState === "visible") woken();
  };
  let last = Date.now();
  const tick = setInterval(() => {
    const now = Date.now();
    if (now - last > TICK_MS + ASLEEP_MS) woken();
    last = now;
  }, TICK_MS);
  addEventListener("online", woken);
  document.addEventListener("visibilitychange", shown);
  return () => {
    clearInterval(tick);
    removeEventListener("online", woken);
    document.removeEventListener("visibilitychange", shown);
  };
}
