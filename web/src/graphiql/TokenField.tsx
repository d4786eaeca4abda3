import { useState } from "react";
import { session } from "./endpoint";

/** For servers with a real identity provider: takes a session token or an API key from elsewhere. */
export function TokenField() {
  const [text, setText] = useState("");
  const token = text.trim().replace(/^Bearer\s+/i, "");

  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault();
        session.become({ kind: "pasted", token });
      }}
    >
      <label className="field">
        Bearer token
        <input
          type="password"
          autoComplete="off"
          spellCheck={false}
          placeholder="Paste a session token or an API key"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <button type="submit" disabled={token === ""}>
        Use
      </button>
      or <a href="/">sign in on the schedule</a>
    </form>
  );
}
