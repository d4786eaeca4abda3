import { ProjectBookingsDocument } from "../../api/operations";
import { usePages } from "../../api/pages";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { words as common } from "../../words/common";
import { words } from "../../words/projects";
import { MOST } from "../bookings/bulk";
import { BulkDialog } from "../bookings/BulkDialog";

/** Shifts all live bookings of a project by days, or none of them. */
export function ShiftProject({ projectId, onClose }: { projectId: string; onClose: () => void }) {
  const { nodes, totalCount, hasMore, error, again } = usePages(
    ProjectBookingsDocument,
    { id: projectId, first: 200 },
    { of: (data) => data.project?.bookings ?? { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } }, all: true },
  );
  const isComplete = nodes !== undefined && !hasMore;
  if (isComplete && nodes.length <= MOST) return <BulkDialog step="SHIFT" bookings={nodes} onClose={onClose} onDone={onClose} />;
  const tooMany = (totalCount ?? 0) > MOST;
  return (
    <Dialog open onClose={onClose} title={words.shiftTitle}>
      {error !== null ? (
        <p role="alert" className="text-danger">
          {error.message}
        </p>
      ) : (
        <p role="status">{tooMany ? words.shiftTooMany(totalCount ?? 0, MOST) : words.shiftLoading(nodes?.length ?? 0)}</p>
      )}
      <DialogActions>
        {error !== null && <Button onClick={again}>{common.tryAgain}</Button>}
        <Button onClick={onClose}>{common.close}</Button>
      </DialogActions>
    </Dialog>
  );
}
