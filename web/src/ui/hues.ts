import type { CSSProperties } from "react";

/** Apart enough to be told from one another; the lightness is chosen so that text keeps a contrast of 4.5 in both themes. */
const HUES = [265, 200, 150, 85, 45, 20, 350, 315, 235, 175, 115, 290];

/** The same colours for the same name or id, everywhere. `solid`: dark fill, white text; `soft`: pale fill, dark text. */
export function hueOf(key: string, look: "solid" | "soft"): CSSProperties {
  const hue = HUES[hash(key) % HUES.length];
  return look === "solid"
    ? { backgroundColor: `oklch(0.48 0.13 ${hue})`, color: "#fff" }
    : {
        backgroundColor: `light-dark(oklch(0.93 0.045 ${hue}), oklch(0.32 0.06 ${hue}))`,
        color: `light-dark(oklch(0.38 0.11 ${hue}), oklch(0.9 0.06 ${hue}))`,
      };
}

/** FNV-1a, its bits mixed once more: ids that were made one after another are to differ as well. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  sum = Math.imul(sum ^ (sum >>> 16), 0x45d9f3b);
  return (sum ^ (sum >>> 16)) >>> 0;
}
