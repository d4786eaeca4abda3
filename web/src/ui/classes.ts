import { type ClassValue, clsx } from "clsx";
import { twMerge } from "tailwind-merge";

/** Class names put together; of two that contradict one another the later counts. */
export function classes(...values: ClassValue[]): string {
  return twMerge(clsx(values));
}
