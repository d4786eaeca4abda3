/** What forms say of what was not saved. */
export const words = {
  overtaken: "Somebody changed this while you were editing",
  overtakenHint: "What you have typed is still here.",
  load: "Load the newer, drop mine",
  insist: "Save mine over it",
} as const;
