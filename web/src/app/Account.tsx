import { Braces, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { session } from "../api/endpoint";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { Menu } from "../ui/Menu";
import { words as common } from "../words/common";
import { words } from "../words/shell";
import { applyTheme } from "./theme";
import { useViewer } from "./viewer";

/** Who is signed in, and what concerns only them. */
export function Account() {
  const { user, role } = useViewer();
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
    <Menu
      trigger={trigger}
      items={[
        { label: words.theme.light, icon: Sun, onSelect: () => applyTheme("light") },
        { label: words.theme.dark, icon: Moon, onSelect: () => applyTheme("dark") },
        { label: words.theme.system, icon: Monitor, onSelect: () => applyTheme("system") },
        null,
        { label: words.api, icon: Braces, onSelect: () => location.assign("/graphql") },
        { label: words.signOut, icon: LogOut, onSelect: () => session.become(null) },
      ]}
    />
  );
}
