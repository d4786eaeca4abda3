import { useState } from "react";
import { ask } from "../../api/ask";
import { BookingsListDocument, type BookingsListQueryVariables, type BookingsRowFragment } from "../../api/operations";
import { explain } from "../../api/useSend";
import { toast } from "../../ui/Toasts";
import { words } from "../../words/bookings";
import { csvOf } from "./csv";
import { matching } from "./matching";

/** Largest page that the API gives. */
const PAGE = 200;

export interface Download {
  /** How many bookings have been loaded for it; null: none is under way. */
  readonly loaded: number | null;
  readonly start: () => Promise<void>;
}

/** Everything that a filter lets through, also what is not shown yet, as a file. */
export function useDownload({ filter, orderBy }: Pick<BookingsListQueryVariables, "filter" | "orderBy">, search: string, fileName: string): Download {
  const [loaded, setLoaded] = useState<number | null>(null);

  async function start(): Promise<void> {
    const all = new Map<string, BookingsRowFragment>();
    let after: string | null = null;
    setLoaded(0);
    try {
      do {
        const { bookings }: Awaited<ReturnType<typeof page>> = await page(after);
        for (const booking of bookings.nodes) all.set(booking.id, booking);
        setLoaded(all.size);
        after = bookings.pageInfo.hasNextPage ? bookings.pageInfo.endCursor : null;
      } while (after !== null);
      save(csvOf(matching([...all.values()], search)), fileName);
    } catch (cause) {
      toast({ title: words.downloadFailed, detail: explain(cause), look: "danger" });
    } finally {
      setLoaded(null);
    }
  }

  const page = (after: string | null) => ask(BookingsListDocument, { first: PAGE, after, filter, orderBy });

  return { loaded, start };
}

/** Gives a text to the person as a file. The mark in front tells spreadsheets that it is UTF-8. */
function save(text: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
