import { useState } from "react";
import { session } from "../../api/endpoint";
import { Button } from "../../ui/Button";
import { TextField } from "../../ui/Field";
import { words } from "../../words/signIn";

/** For servers where the page is no client of the identity provider: takes a token from elsewhere. */
export function TokenForm() {
  const [text, setText] = useState("");
  const token = text.trim().replace(/^Bearer\s+/i, "");
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        session.become({ kind: "pasted", token });
      }}
    >
      <p className="text-center text-muted">{words.token}</p>
      <TextField
        label={words.tokenField}
        hint={words.tokenHint}
        type="password"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button look="primary" type="submit" className="h-11" disabled={token === ""}>
        {words.useToken}
      </Button>
    </form>
  );
}
