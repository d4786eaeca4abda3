import { Hands } from "./hands/Hands";

export function BoardPage() {
  return <Hands />;
}
