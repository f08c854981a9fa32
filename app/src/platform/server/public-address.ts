import ipaddr from 'ipaddr.js';

// Reachable by unicast and yet no part of the public internet: cloud machines answer their own metadata there.
const notPublicAlthoughUnicast = ['168.63.129.16/32', '192.88.99.0/24'].map((range) => ipaddr.IPv4.parseCIDR(range));
// IANA has given out only this block for global unicast (RFC 4291 2.4, RFC 3587); what lies outside it, such as
// IPv4-compatible ::127.0.0.1, is no public address even where a list of special ranges does not know it.
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address (text, v4 or v6) belongs to the public internet. Loopback, private, link-local, shared (CGNAT),
 * multicast, unique local, documentation, translated (6to4, Teredo, NAT64) and IPv4-mapped addresses do not.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4
    ? !notPublicAlthoughUnicast.some((range) => parsed.match(range))
    : parsed.match(globalUnicast);
}
