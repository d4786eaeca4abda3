export function ArtistPage() {
  return <p>ArtistPage</p>;
}
