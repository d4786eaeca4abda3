import { type ErrorComponentProps, getRouteApi, Link, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { session } from "../../api/endpoint";
import { Button } from "../../ui/Button";
import { words } from "../../words/signIn";
import { Doorstep, Problem } from "./Doorstep";

const route = getRouteApi("/sign-in/callback");

/** Where the identity provider sends the browser back to, in front of people or in a hidden frame. */
export function Callback() {
  const goOn = route.useLoaderData();
  const { history } = useRouter();
  useEffect(() => {
    if (goOn === null) return;
    session.arrive();
    history.replace(goOn);
  }, [goOn, history]);
  return (
    <p role="status" className="p-10 text-center text-muted">
      {words.arriving}
    </p>
  );
}

/** Instead of it where the provider said no, or what it said does not fit what it was asked. */
export function NotArrived({ error }: ErrorComponentProps) {
  return (
    <Doorstep title={words.title}>
      <Problem title={words.notArrived}>{error instanceof Error ? error.message : String(error)}</Problem>
      <Button asChild className="h-11 w-full">
        <Link to="/">{words.startOver}</Link>
      </Button>
    </Doorstep>
  );
}
