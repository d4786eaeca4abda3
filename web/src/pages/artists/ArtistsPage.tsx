export function ArtistsPage() {
  return <p>ArtistsPage</p>;
}
