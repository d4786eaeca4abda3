import { useQuery } from "@tanstack/react-query";
import { signInWay } from "../../api/endpoint";
import { useSession } from "../../app/useSession";
import type { SignInWay } from "../../session/signInWay";
import { Answer } from "../../ui/Answer";
import { words } from "../../words/signIn";
import { DemoPeople } from "./DemoPeople";
import { Doorstep, Problem } from "./Doorstep";
import { ToProvider } from "./ToProvider";
import { TokenForm } from "./TokenForm";

export function SignInPage() {
  const { problem } = useSession();
  const way = useQuery({ queryKey: ["sign-in way"], queryFn: signInWay });
  return (
    <Doorstep title={words.title} intro={words.promise} wide={way.data?.kind === "demo"}>
      {problem !== null && <Problem title={words.problem}>{problem}</Problem>}
      <Answer query={way}>{(found) => <Way way={found} />}</Answer>
    </Doorstep>
  );
}

function Way({ way }: { way: SignInWay }) {
  if (way.kind === "demo") return <DemoPeople />;
  return way.kind === "oidc" ? <ToProvider name={way.name} /> : <TokenForm />;
}
