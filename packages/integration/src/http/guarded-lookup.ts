import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { NotAllowedError } from '@portico/errors';
import { isMetadataAddress, isPublicAddress } from './public-address.ts';

/** How far a host is trusted: one that the configuration names may be in the own network. */
export type HostTrust = 'trusted' | 'public' | 'refused';

/**
 * A DNS lookup that gives the addresses which may be connected to, and fails
 * with `NotAllowedError` if there is one among them which may not. The address
 * that is checked is the one that is used: a name that means something else the
 * next time (DNS rebinding) wins nothing.
 */
export function createGuardedLookup(
  trust: Exclude<HostTrust, 'refused'>,
  {
    lookup = systemLookup,
    exempt,
  }: { lookup?: LookupFunction | undefined; exempt?: Set<string> | undefined } = {},
): LookupFunction {
  return (hostname, options, callback) => {
    // The operator's own proxy.
    if (exempt?.has(hostname)) return lookup(hostname, options, callback);
    return lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '');
      const addresses = Array.isArray(found) ? found : [{ address: found, family: 4 }];
      const refused = addresses.find(({ address }) => !mayConnect(address, trust));
      if (refused) return callback(refusal(hostname, refused.address), '');
      if (options.all) return callback(null, addresses);
      const [first] = addresses;
      return callback(null, first?.address ?? '', first?.family);
    });
  };
}

/** The error for an address that is written in a URL and may not be connected to; the name of a proxy is none. */
export function refuseAddress(
  address: string,
  trust: Exclude<HostTrust, 'refused'>,
): NotAllowedError | undefined {
  // Who writes the address of a metadata service into the configuration means it.
  return trust === 'trusted' || (isIP(address) !== 0 && isPublicAddress(address))
    ? undefined
    : refusal(address, address);
}

function mayConnect(address: string, trust: Exclude<HostTrust, 'refused'>): boolean {
  return trust === 'trusted' ? !isMetadataAddress(address) : isPublicAddress(address);
}

function refusal(hostname: string, address: string): NotAllowedError {
  return new NotAllowedError(
    `'${hostname}' is at '${address}', which is not reached from outside the own network. ` +
      `If it may be read from, add it to backend.reading.allow`,
  );
}
