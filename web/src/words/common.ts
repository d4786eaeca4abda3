/** What several pages say. Each page's own words are in a file of its own beside this one. */
export const words = {
  product: "Production Tool",
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  loading: "Loading",
  more: "Load more",
  failed: "That did not work",
  tryAgain: "Try again",
  notices: "Notices",
  undo: "Undo",
  noProject: "No project",
  unreachable: "The server cannot be reached. Nothing was changed; try again in a moment.",
  status: { HOLD: "Hold", PENCIL: "Pencil", CONFIRMED: "Confirmed", CANCELLED: "Cancelled" },
  role: { OWNER: "Owner", ADMIN: "Admin", MANAGER: "Manager", ARTIST: "Artist", VIEWER: "Viewer" },
} as const;
