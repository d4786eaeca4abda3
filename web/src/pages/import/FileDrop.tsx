import { FileSpreadsheet, Upload } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { words } from "../../words/import";
import { numberName } from "./numberName";
import type { ScheduleFile } from "./scheduleFile";

interface FileDropProps {
  readonly schedule: ScheduleFile | null;
  /** While rows are being booked no other file is taken. */
  readonly isBusy: boolean;
  readonly onFile: (file: File) => void;
}

/** Takes a file by a button, or dropped anywhere on the page. */
export function FileDrop({ schedule, isBusy, onFile }: FileDropProps) {
  const input = useRef<HTMLInputElement>(null);
  const isOver = useDropAnywhere(onFile, !isBusy);
  return (
    <section
      aria-label={words.choose}
      className={classes(
        "flex flex-wrap items-center justify-center gap-x-4 gap-y-2 rounded-xl border-2 border-dashed border-line-strong/60 bg-surface px-6 text-center",
        schedule === null ? "flex-col py-12" : "py-4",
        isOver && "border-accent bg-accent-soft",
      )}
    >
      {schedule === null ? <Upload aria-hidden className="size-8 text-faint" /> : <FileSpreadsheet aria-hidden className="size-6 text-muted" />}
      <p role="status" className="font-medium break-all">
        {isOver ? words.dropNow : schedule ? words.file(schedule.file.name, numberName(schedule.rows.size)) : words.drop}
      </p>
      {schedule === null && <p className="text-muted max-sm:hidden">{words.dropOr}</p>}
      <Button look={schedule === null ? "primary" : "plain"} disabled={isBusy} onClick={() => input.current?.click()}>
        {schedule === null ? words.choose : words.other}
      </Button>
      {schedule === null && <p className="text-xs text-muted">{words.limits}</p>}
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        className="sr-only"
        tabIndex={-1}
        aria-label={words.choose}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) onFile(file);
          // So that the same file can be chosen again once it has been mended.
          target.value = "";
        }}
      />
    </section>
  );
}

/** Takes a file that is dropped anywhere; answers whether one is just over the page. */
function useDropAnywhere(onFile: (file: File) => void, isOpen: boolean): boolean {
  const [isOver, setOver] = useState(false);
  const take = useRef(onFile);
  useEffect(() => {
    take.current = onFile;
  });
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      // Without it the browser would leave the page and show the file.
      event.preventDefault();
      event.dataTransfer.dropEffect = isOpen ? "copy" : "none";
      setOver(isOpen);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      const [file] = event.dataTransfer.files;
      if (file && isOpen) take.current(file);
    };
    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", drop);
    return () => {
      document.removeEventListener("dragover", over);
      document.removeEventListener("dragleave", leave);
      document.removeEventListener("drop", drop);
    };
  }, [isOpen]);
  return isOver;
}
