export function MySchedulePage() {
  return <p>MySchedulePage</p>;
}
