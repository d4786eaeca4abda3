import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { ShellWaitingDocument } from "../api/operations";
import { useAsk } from "../api/queries";
import { ownZone } from "../time/formats";
import { toast } from "../ui/Toasts";
import { words } from "../words/shell";
import { useMay } from "./viewer";
import { arrivalText, arrived } from "./waiting";

/** How many challenges wait for the viewer's answer. Those that come while the page is open are said in a toast. */
export function useWaiting(): number {
  const enabled = useMay("bookings:write");
  const waiting = useAsk(ShellWaitingDocument, {}, { kinds: ["CHALLENGE"], enabled }).data?.viewer.challenges;
  const navigate = useNavigate();
  const before = useRef(waiting);
  useEffect(() => {
    if (waiting === undefined) return;
    const text = arrivalText(arrived(before.current, waiting), ownZone);
    before.current = waiting;
    if (text !== null) toast({ ...text, topic: "waiting", action: { label: words.show, run: () => void navigate({ to: "/bookings" }) } });
  }, [waiting, navigate]);
  return waiting?.length ?? 0;
}
