import { Building2, ChevronRight } from "lucide-react";
import type { ApiError } from "../../api/ask";
import { session } from "../../api/endpoint";
import { useStudios } from "../../app/useStudios";
import { useSession } from "../../app/useSession";
import type { Place } from "../../session/studios";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Page";
import { words as common } from "../../words/common";
import { words } from "../../words/signIn";
import { Doorstep, Problem } from "./Doorstep";
import { RoleTag } from "./RoleTag";

/** For who has signed in and is in no studio yet: they have several, or the one they mean does not let them in. */
export function EntrancePage({ refusal, onTryAgain }: { refusal: ApiError; onTryAgain: () => void }) {
  const { identity } = useSession();
  const studios = useStudios();
  const places = studios.data ?? [];
  const isChoice = refusal.code === "STUDIO_REQUIRED";
  return (
    <Doorstep title={isChoice ? words.whichStudio : words.notAdmitted} {...(isChoice && { intro: words.whichStudioHint })}>
      {!isChoice && <Problem title={refusal.message}>{places.length > 0 ? words.otherStudios : words.whatNow[identity?.kind ?? "oidc"]}</Problem>}
      {isChoice && studios.isError && <Problem title={common.failed}>{studios.error.message}</Problem>}
      {places.length > 0 && (
        <Card>
          <ul className="divide-y divide-line">
            {places.map((place) => (
              <li key={place.slug}>
                <Studio {...place} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <div className="mt-5 flex flex-wrap justify-center gap-2">
        {!isChoice && <Button onClick={onTryAgain}>{common.tryAgain}</Button>}
        <Button look="quiet" onClick={() => void session.leave()}>
          {words.signInOtherwise}
        </Button>
      </div>
    </Doorstep>
  );
}

function Studio({ slug, name, role }: Place) {
  return (
    <button type="button" className="flex min-h-14 w-full items-center gap-3 px-4 py-2 text-left hover:bg-sunken" onClick={() => session.enter(slug)}>
      <Building2 aria-hidden className="size-5 text-muted" />
      <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
      <RoleTag role={role} />
      <ChevronRight aria-hidden className="size-4 text-faint" />
    </button>
  );
}
