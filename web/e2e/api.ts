import type { Person } from "./people";
import { surroundings } from "./surroundings";

type Variables = Record<string, unknown>;

interface Booked {
  readonly id: string;
  readonly status: string;
  readonly startTime: string;
  readonly endTime: string;
}

/** The public API as `person`, for what a test needs to be there, and for what the page is not to offer. */
export class Api {
  readonly #person: Person;
  readonly #url: string;
  #token: Promise<string> | null = null;

  constructor(person: Person, url: string = surroundings.url) {
    this.#person = person;
    this.#url = url;
  }

  /** The answer's data, or an error where it was refused as a whole. */
  async ask<Data>(query: string, variables: Variables = {}): Promise<Data> {
    this.#token ??= this.#signIn();
    const { data, errors } = (await this.#post("/graphql", { query, variables }, await this.#token)) as {
      data?: Data;
      errors?: readonly { message: string; extensions?: { code?: string } }[];
    };
    if (data === undefined || errors !== undefined) throw new Error(errors?.map((each) => `${each.extensions?.code}: ${each.message}`).join() ?? "no data");
    return data;
  }

  /** One mutation, whose input is of type `type`, that has to succeed: what it saved. */
  async save<Saved>(mutation: string, type: string, input: Variables, selection: string): Promise<Saved> {
    const document = `mutation($input: ${type}!) { result: ${mutation}(input: $input) { ${selection} ... on UserError { code message } } }`;
    const { result } = await this.ask<{ result: Saved & { code?: string; message?: string } }>(document, { input });
    if (result.code !== undefined) throw new Error(`${mutation}: ${result.code}: ${result.message}`);
    return result;
  }

  /** A new artist, who lives in UTC. */
  async artist(name: string): Promise<string> {
    const saved = await this.save<{ artist: { id: string } }>("createArtist", "CreateArtistInput", { name, timeZone: "Etc/UTC" }, "... on ArtistSaved { artist { id } }");
    return saved.artist.id;
  }

  /** A new booking, answered by its id. */
  async book(input: Variables): Promise<string> {
    return (await this.save<{ booking: { id: string } }>("createBooking", "CreateBookingInput", input, "... on BookingSaved { booking { id } }")).booking.id;
  }

  async confirm(id: string): Promise<void> {
    await this.save("confirmBooking", "ConfirmBookingInput", { id }, "__typename");
  }

  async change(id: string, changes: Variables): Promise<void> {
    await this.save("updateBooking", "UpdateBookingInput", { id, ...changes }, "__typename");
  }

  async release(id: string): Promise<void> {
    await this.save("releaseBooking", "EndBookingInput", { id, reason: "The shoot has moved." }, "__typename");
  }

  /** An artist's live bookings. */
  async bookingsOf(artistId: string): Promise<readonly Booked[]> {
    const query = "query($ids: [ID!]) { bookings(filter: { artistIds: $ids }) { nodes { id status startTime endTime } } }";
    return (await this.ask<{ bookings: { nodes: readonly Booked[] } }>(query, { ids: [artistId] })).bookings.nodes;
  }

  async #signIn(): Promise<string> {
    return ((await this.#post("/auth/dev/token", this.#person)) as { token: string }).token;
  }

  async #post(path: string, body: unknown, token?: string): Promise<unknown> {
    const headers = { "content-type": "application/json", ...(token !== undefined && { authorization: `Bearer ${token}` }) };
    const answer = await fetch(`${this.#url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} answered HTTP ${answer.status}: ${await answer.text()}`);
    return answer.json();
  }
}
