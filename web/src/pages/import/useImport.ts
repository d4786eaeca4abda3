import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError, ask } from "../../api/ask";
import { ImportStepDocument } from "../../api/operations";
import { isRefusal } from "../../api/refusal";
import { words as common } from "../../words/common";
import { begun, type Progress, stepped } from "./progress";
import { upload } from "./upload";

/** How a file is to be taken in. */
export interface ImportOptions {
  /** An IANA name. */
  readonly timeZone: string;
  readonly createMissing: boolean;
}

export interface Import {
  readonly progress: Progress | null;
  readonly preview: (file: File, options: ImportOptions) => void;
  readonly start: (file: File, options: ImportOptions) => void;
  /** Takes a run that has stopped or failed up again. */
  readonly goOn: (file: File, options: ImportOptions) => void;
  /** Ends the run after the step that is under way. */
  readonly stop: () => void;
  readonly reset: () => void;
}

/** Takes a file in step by step, or rehearses it. It ends with the page. */
export function useImport(): Import {
  const [progress, setProgress] = useState<Progress | null>(null);
  const running = useRef<AbortController | null>(null);
  /** Which upload is of which file: a preview and the import after it need one. */
  const uploaded = useRef<{ readonly file: File; readonly id: string } | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = useCallback(async (from: Progress, file: File, options: ImportOptions) => {
    const control = new AbortController();
    running.current?.abort();
    running.current = control;
    const { signal } = control;
    const show = (next: Progress) => {
      if (running.current === control) setProgress(next);
    };
    let now: Progress = { ...from, state: "running", problem: null };
    show(now);
    let isFresh = false;
    try {
      while (now.state === "running") {
        if (uploaded.current?.file !== file) {
          uploaded.current = { file, id: await upload(file, signal) };
          isFresh = true;
        }
        const { isDry: dryRun, nextLine: fromLine } = now;
        // A step is never cut off by stopping: its report would be lost.
        const { importBookings: step } = await ask(ImportStepDocument, { input: { ...options, uploadId: uploaded.current.id, dryRun, fromLine } });
        if (!isRefusal(step)) now = stepped(now, step);
        // Uploads are kept for a while only.
        else if (step.code === "NOT_FOUND" && !isFresh) uploaded.current = null;
        else throw new ApiError(step.message, step.code);
        if (signal.aborted && now.state === "running") now = { ...now, state: "stopped" };
        show(now);
      }
    } catch (cause) {
      if (signal.aborted && cause instanceof DOMException) show({ ...now, state: "stopped" });
      else if (cause instanceof ApiError) show({ ...now, state: "failed", problem: cause.message });
      else if (cause instanceof TypeError) show({ ...now, state: "failed", problem: common.unreachable });
      else throw cause;
    }
  }, []);

  return {
    progress,
    preview: (file, options) => void run(begun(true), file, options),
    start: (file, options) => void run(begun(false), file, options),
    goOn: (file, options) => void run(progress ?? begun(true), file, options),
    stop: () => running.current?.abort(),
    reset: () => {
      running.current?.abort();
      running.current = null;
      setProgress(null);
    },
  };
}
