export function Callback() {
  return <p>Callback</p>;
}
