export const words = {
  title: "Sign in",
  demo: "This server has demo data. Choose who you want to be; no password is needed.",
  problem: "Signing in did not work",
} as const;
