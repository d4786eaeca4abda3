import { useQuery } from "@tanstack/react-query";
import { Braces, Building2, LogOut, Monitor, Moon, Plus, Sun } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { session, signInWay } from "../api/endpoint";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { Menu, type MenuEntry } from "../ui/Menu";
import { words as common } from "../words/common";
import { words } from "../words/shell";
import { applyTheme } from "./theme";
import { useStudios } from "./useStudios";
import { useViewer } from "./viewer";

const FoundStudio = lazy(async () => ({ default: (await import("../pages/sign-in/FoundStudio")).FoundStudio }));

/** Who is signed in, and what concerns only them. */
export function Account() {
  const { user, role } = useViewer();
  const [founds, setFounds] = useState(false);
  const studios = useStudioEntries(() => setFounds(true));
  const trigger = (
    <Button look="quiet" className="px-1.5">
      <span className="sr-only">{words.account}</span>
      <Avatar name={user.name} />
      <span className="text-left leading-tight max-sm:sr-only">
        <span className="block text-xs text-ink">{user.name}</span>
        <span className="block text-[0.6875rem] font-normal text-muted">{common.role[role]}</span>
      </span>
    </Button>
  );
  return (
    <>
      <Menu
        trigger={trigger}
        items={[
          ...studios,
          { label: words.theme.light, icon: Sun, onSelect: () => applyTheme("light") },
          { label: words.theme.dark, icon: Moon, onSelect: () => applyTheme("dark") },
          { label: words.theme.system, icon: Monitor, onSelect: () => applyTheme("system") },
          null,
          { label: words.api, icon: Braces, onSelect: () => location.assign("/graphql") },
          { label: words.signOut, icon: LogOut, onSelect: () => void session.leave() },
        ]}
      />
      {founds && (
        <Suspense>
          <FoundStudio onClose={() => setFounds(false)} />
        </Suspense>
      )}
    </>
  );
}

/** Their other studios, and how to found one more where the server lets them. */
function useStudioEntries(found: () => void): MenuEntry[] {
  const { tenant } = useViewer();
  const studios = useStudios();
  const way = useQuery({ queryKey: ["sign-in way"], queryFn: signInWay });
  const others = (studios.data ?? []).filter(({ slug }) => slug !== tenant.slug);
  const entries: MenuEntry[] = others.map(({ slug, name }) => ({
    label: words.changeTo(name),
    icon: Building2,
    onSelect: () => session.enter(slug),
  }));
  if (way.data?.founding) entries.push({ label: words.found, icon: Plus, onSelect: found });
  return entries.length > 0 ? [...entries, null] : [];
}
