/** Asks the API one thing and answers its data. Throws an `Error` with the API's own words when there is none. */
export type Ask = <Data>(query: string, variables: object) => Promise<Data>;

export function asker(url: string, send: typeof fetch): Ask {
  return async <Data>(query: string, variables: object) => {
    const answer = await send(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await answer.json()) as { data?: Data | null; errors?: { message: string }[] };
    if (errors?.[0] !== undefined) throw new Error(errors[0].message);
    if (data == null) throw new Error(`The API answered HTTP ${answer.status} without data.`);
    return data;
  };
}
