/** A place on the board: in the window, in time and in its rows. */
export interface Spot {
  /** In the window, in CSS pixels. */
  readonly x: number;
  readonly y: number;
  /** The instant there. */
  readonly time: number;
  /** The row there; null between and below the rows. */
  readonly artistId: string | null;
}

/** What a pointer has taken hold of, and in whose row. */
export type Grip = { readonly artistId: string } & (
  | { readonly kind: "booking"; readonly id: string }
  | { readonly kind: "edge"; readonly id: string; readonly edge: "start" | "end" }
  | { readonly kind: "time" }
  /** Empty time as well, to draw a frame over it instead of a booking. */
  | { readonly kind: "area" }
);

export type Gesture =
  | { readonly state: "idle" }
  /** Down, and not yet told from a click, or from a finger that wants to scroll. */
  | { readonly state: "pressing"; readonly grip: Grip; readonly from: Spot; readonly touch: boolean }
  | { readonly state: "dragging"; readonly grip: Grip; readonly from: Spot; readonly at: Spot; readonly copies: boolean }
  /** Let go, and a dialog asks for the rest. */
  | { readonly state: "asking" };

export type Dragging = Extract<Gesture, { state: "dragging" }>;

export type GestureEvent =
  | { readonly type: "press"; readonly grip: Grip; readonly at: Spot; readonly touch: boolean }
  | { readonly type: "move"; readonly at: Spot; readonly copies: boolean }
  /** A finger has stayed where it is. */
  | { readonly type: "longPress" }
  | { readonly type: "release" }
  | { readonly type: "cancel" }
  | { readonly type: "answer" };

export const IDLE: Gesture = { state: "idle" };

/** How far a pointer goes before it drags, in CSS pixels. */
const SLACK = 4;
/** A finger that goes further before the long press scrolls. */
const FINGER_SLACK = 10;

/** The gesture after an event. Whoever drags decides on `release` what the drop means. */
export function next(gesture: Gesture, event: GestureEvent): Gesture {
  switch (event.type) {
    case "press":
      if (gesture.state !== "idle") return gesture;
      return { state: "pressing", grip: event.grip, from: event.at, touch: event.touch };
    case "move":
      return afterMove(gesture, event.at, event.copies);
    case "longPress":
      if (gesture.state !== "pressing") return gesture;
      return { state: "dragging", grip: gesture.grip, from: gesture.from, at: gesture.from, copies: false };
    case "release":
      if (gesture.state !== "dragging") return gesture.state === "pressing" ? IDLE : gesture;
      return gesture.grip.kind === "time" ? { state: "asking" } : IDLE;
    case "cancel":
      return gesture.state === "asking" ? gesture : IDLE;
    case "answer":
      return gesture.state === "asking" ? IDLE : gesture;
  }
}

function afterMove(gesture: Gesture, at: Spot, copies: boolean): Gesture {
  if (gesture.state === "dragging") return { ...gesture, at, copies: copies && gesture.grip.kind === "booking" };
  if (gesture.state !== "pressing") return gesture;
  const { grip, from, touch } = gesture;
  const far = Math.hypot(at.x - from.x, at.y - from.y);
  if (touch) return far > FINGER_SLACK ? IDLE : gesture;
  return far > SLACK ? { state: "dragging", grip, from, at, copies: copies && grip.kind === "booking" } : gesture;
}
