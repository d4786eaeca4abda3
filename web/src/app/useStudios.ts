import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { issuer, signed } from "../api/endpoint";
import { type Place, studiosOf } from "../session/studios";
import { useSession } from "./useSession";

/** The studios that whoever is signed in belongs to. */
export function useStudios(): UseQueryResult<Place[]> {
  const { identity } = useSession();
  return useQuery({
    queryKey: ["studios"],
    queryFn: () => (identity === null ? [] : studiosOf(identity, issuer, signed)),
    enabled: identity !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
