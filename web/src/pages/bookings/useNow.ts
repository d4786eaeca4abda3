import { useEffect, useState } from "react";

/** The present instant in milliseconds, renewed every half minute: for texts such as "in 3 h". */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
