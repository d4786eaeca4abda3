import { useEffect, useRef, useState } from "react";

/**
 * What is being typed, told to `onChange` once the person pauses. A `value` that changes from elsewhere is taken over.
 */
export function useDelayed(value: string, onChange: (value: string) => void, pause = 250): readonly [string, (typed: string) => void] {
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    if (typed === told.current) return undefined;
    const timer = setTimeout(() => {
      told.current = typed;
      latest.current(typed);
    }, pause);
    return () => clearTimeout(timer);
  }, [typed, pause]);
  return [typed, setTyped];
}
