import { MembersChangeRoleDocument, MembersRemoveDocument, MembersTransferDocument } from "../../api/operations";
import { queries } from "../../api/queries";
import { type Sending, useSend } from "../../api/useSend";
import { session } from "../../api/endpoint";
import { Dialog, SaveOrCancel } from "../../ui/Dialog";
import { Problem } from "../../ui/Problem";
import { toast } from "../../ui/Toasts";
import { words as common } from "../../words/common";
import { words } from "../../words/members";
import { type Member, refreshMembers } from "./everyone";

/** A step that is not taken by a slip of the hand. */
export interface Leaving {
  readonly step: "remove" | "leave" | "transfer" | "makeOwner";
  readonly member: Member;
}

/** Asks once more before somebody goes, or owns the studio. */
export function MemberDialog({ step, member: { user }, onClose }: Leaving & { onClose: () => void }) {
  const removal = useSend(MembersRemoveDocument);
  const transfer = useSend(MembersTransferDocument);
  const promotion = useSend(MembersChangeRoleDocument);
  const { busy, problem }: Pick<Sending<never, never>, "busy" | "problem"> =
    step === "transfer" ? transfer : step === "makeOwner" ? promotion : removal;
  const texts = {
    remove: [words.removeTitle(user.name), words.removeHint, words.removeConfirm],
    leave: [words.leaveTitle, words.leaveHint, words.leaveConfirm],
    transfer: [words.transferTitle(user.name), words.transferHint, words.transferConfirm],
    makeOwner: [words.makeOwnerTitle(user.name), words.makeOwnerHint, words.makeOwner],
  } as const;
  const [title, hint, confirm] = texts[step];

  async function take() {
    const userId = user.id;
    switch (step) {
      case "remove":
        if ((await removal.send({ input: { userId } })) === null) return;
        toast({ title: words.removed(user.name), look: "success" });
        break;
      case "leave":
        if ((await removal.send({ input: { userId } })) === null) return;
        void session.leave();
        return;
      case "transfer":
        if ((await transfer.send({ input: { userId } })) === null) return;
        toast({ title: words.transferred(user.name), look: "success" });
        // What the viewer may do has changed with it.
        await queries.invalidateQueries({ queryKey: ["Viewer"] });
        break;
      case "makeOwner":
        if ((await promotion.send({ input: { userId, role: "OWNER" } })) === null) return;
        toast({ title: words.roleChanged(user.name, common.role.OWNER), look: "success" });
        break;
    }
    onClose();
    await refreshMembers();
  }

  return (
    <Dialog open onClose={onClose} title={title} description={hint}>
      <Problem problem={problem} />
      <SaveOrCancel
        onCancel={onClose}
        onSave={() => void take()}
        label={confirm}
        look={step === "makeOwner" ? "primary" : "danger"}
        disabled={busy}
      />
    </Dialog>
  );
}
