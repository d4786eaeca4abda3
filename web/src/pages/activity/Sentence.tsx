import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import type { Slot, Telling } from "./telling";
import { Name } from "./Name";

const LINK = "font-medium text-ink underline decoration-line-strong/50 underline-offset-2 hover:decoration-current";

/** A sentence, its names linked to where they lead. */
export function Sentence({ template, slots }: Telling) {
  return template.split(/\{(\w+)\}/).map((piece, index) => {
    // `split` puts what the brackets hold at the odd places.
    if (index % 2 === 0) return <Fragment key={index}>{piece}</Fragment>;
    const slot = slots[piece];
    return slot === undefined ? null : <Place key={index} slot={slot} strong={piece === "who"} />;
  });
}

function Place({ slot, strong }: { slot: Slot; strong: boolean }) {
  switch (slot.kind) {
    case "text":
      return strong ? <strong className="font-semibold">{slot.text}</strong> : slot.text;
    case "artist":
      return (
        <Link to="/artists/$artistId" params={{ artistId: slot.id }} className={LINK}>
          {slot.name ?? <Name id={slot.id} />}
        </Link>
      );
    case "project":
      return (
        <Link to="/projects/$projectId" params={{ projectId: slot.id }} className={LINK}>
          {slot.name ?? <Name id={slot.id} />}
        </Link>
      );
    case "booking":
      return (
        <Link to="/" search={{ booking: slot.id }} className={LINK}>
          {slot.text}
        </Link>
      );
  }
}
