import { useMutation } from "@tanstack/react-query";
import { LogIn } from "lucide-react";
import { provider } from "../../api/endpoint";
import { Button } from "../../ui/Button";
import { words } from "../../words/signIn";
import { Problem } from "./Doorstep";

/** Sends people to the identity provider; from there they come back to where they are now. */
export function ToProvider({ name }: { name: string }) {
  const going = useMutation({
    mutationFn: () => provider.start(location.pathname + location.search + location.hash),
  });
  const isLeaving = going.isPending || going.isSuccess;
  return (
    <div className="flex flex-col gap-4">
      {going.isError && <Problem title={words.problem}>{going.error.message}</Problem>}
      <Button look="primary" className="h-11 w-full text-base" disabled={isLeaving} onClick={() => going.mutate()}>
        <LogIn aria-hidden />
        {words.signInWith(name)}
      </Button>
      <p role="status" className="text-center text-xs text-muted">
        {isLeaving ? words.leaving : words.provider}
      </p>
    </div>
  );
}
