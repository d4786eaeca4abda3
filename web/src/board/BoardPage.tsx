export function BoardPage() {
  return <p>BoardPage</p>;
}
