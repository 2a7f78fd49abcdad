import { BlockList, isIPv6 } from 'node:net';

/** Of the special-purpose registries of IANA, all that is not reachable from everywhere. */
const special = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  special.addSubnet(network, prefix, 'ipv4');
}

/** The addresses at which clouds keep the credentials of machines. Nothing else is ever asked for there. */
const metadata = new BlockList();
metadata.addSubnet('169.254.0.0', 16, 'ipv4');
metadata.addSubnet('fe80::', 10, 'ipv6');
metadata.addAddress('fd00:ec2::254', 'ipv6');
metadata.addAddress('fd20:ce::254', 'ipv6');
metadata.addAddress('100.100.100.200', 'ipv4');

/**
 * Whether an IP address is reachable from everywhere: not private, loopback,
 * link-local, shared, reserved, a documentation or multicast address, nor an
 * IPv6 form of such an IPv4 one.
 */
export function isPublicAddress(address: string): boolean {
  if (!isIPv6(address)) return !special.check(address, 'ipv4');
  const groups = parseIPv6(address);
  const embedded = embeddedIPv4(groups);
  if (embedded !== undefined) return isPublicAddress(embedded);
  const [first = 0, second = 0] = groups;
  // 2000::/3 is what is given out; 2001:0::/23 and 2001:db8::/32 are special parts of it.
  return (first & 0xe000) === 0x2000 && !(first === 0x2001 && (second < 0x0200 || second === 0x0db8));
}

/** Whether an IP address is one at which a cloud gives credentials to whoever asks, or of the same link. */
export function isMetadataAddress(address: string): boolean {
  if (!isIPv6(address)) return metadata.check(address, 'ipv4');
  const embedded = embeddedIPv4(parseIPv6(address));
  return embedded === undefined ? metadata.check(address, 'ipv6') : isMetadataAddress(embedded);
}

/** IPv4 in IPv6: mapped, compatible, translated (RFC 6052, RFC 8215) and 6to4. */
function embeddedIPv4(groups: number[]): string | undefined {
  const head = groups
    .slice(0, 6)
    .map(group => group.toString(16))
    .join(':');
  const last = groups.slice(6, 8);
  const isPlain =
    /^0:0:0:0:(?:0:0|0:ffff|ffff:0)$/.test(head) && groups.slice(0, 7).some(group => group !== 0);
  if (isPlain || head === '64:ff9b:0:0:0:0' || head.startsWith('64:ff9b:1:')) return dotted(last);
  return groups[0] === 0x2002 ? dotted(groups.slice(1, 3)) : undefined;
}

function dotted(groups: number[]): string {
  return groups.flatMap(group => [group >> 8, group & 0xff]).join('.');
}

function parseIPv6(address: string): number[] {
  const plain = address.replace(/%.*$/, '');
  const host = new URL(`http://[${plain}]`).hostname.slice(1, -1);
  const [head = '', tail] = host.split('::');
  const parse = (part: string) =>
    part
      .split(':')
      .filter(group => group !== '')
      .map(group => Number.parseInt(group, 16));
  const before = parse(head);
  const after = tail === undefined ? [] : parse(tail);
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}
