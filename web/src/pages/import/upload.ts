import { ApiError } from "../../api/ask";
import { signed } from "../../api/endpoint";

const url = new URL("/uploads/bookings", location.href).href;

interface Answer {
  readonly id?: string;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** Sends a file to be imported; answers the upload's id. Throws `ApiError` where it is refused. */
export async function upload(file: File, signal: AbortSignal): Promise<string> {
  const answer = await signed(url, { method: "POST", headers: { "content-type": "text/csv" }, body: file, signal });
  const { id, errors } = (await answer.json().catch(() => ({}))) as Answer;
  if (id !== undefined) return id;
  const [first] = errors ?? [];
  throw new ApiError(first?.message ?? `The server answered HTTP ${answer.status}.`, first?.extensions?.code ?? null);
}
