import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { TextArea } from "../../ui/Field";
import { words } from "../../words/members";

/** A key that has just been made. It stays until the person says that they have it: a click beside it would lose it. */
export function NewKey({ value, onClose }: { value: string; onClose: () => void }) {
  const [note, setNote] = useState<string | null>(null);
  const copied = note === words.copied;

  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setNote(words.copied);
    } catch {
      // Not allowed, or the page is not served securely and there is no clipboard.
      setNote(words.copyFailed);
    }
  }

  return (
    <Dialog open onClose={() => (copied ? onClose() : setNote(words.keyNotCopied))} title={words.keyReady} description={words.keyReadyHint}>
      <TextArea
        label={words.key}
        readOnly
        rows={3}
        spellCheck={false}
        value={value}
        className="font-mono break-all"
        onFocus={({ target }) => target.select()}
      />
      <p role="status" className="mt-2 min-h-5 text-muted">
        {note}
      </p>
      <DialogActions>
        <Button onClick={() => void copy()}>
          {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
          {words.copy}
        </Button>
        <Button look="primary" onClick={onClose}>
          {words.keyDone}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
