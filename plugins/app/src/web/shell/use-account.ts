import { useEffect, useState } from 'react';
import { identityApiRef, useApi, type ProfileInfo } from '@portico/frontend-plugin-api';

/** Who is signed in. */
export interface Account {
  profile: ProfileInfo;
  ref: string;
}

/** Who is signed in; nobody until that is known. */
export function useAccount(): Account | undefined {
  const identity = useApi(identityApiRef);
  const [account, setAccount] = useState<Account>();
  useEffect(() => {
    let isCurrent = true;
    void Promise.all([identity.getProfileInfo(), identity.getBackstageIdentity()]).then(
      ([profile, { userEntityRef }]) => isCurrent && setAccount({ profile, ref: userEntityRef }),
    );
    return () => {
      isCurrent = false;
    };
  }, [identity]);
  return account;
}
