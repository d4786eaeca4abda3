import { Plus } from "lucide-react";
import { Button, type ButtonProps } from "./Button";

/** Leads to the form of one more. As large as a finger on a phone. */
export function AddButton({ children, ...rest }: ButtonProps) {
  return (
    <Button {...rest} className="max-md:min-h-11">
      <Plus aria-hidden />
      {children}
    </Button>
  );
}
