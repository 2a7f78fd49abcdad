import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isMetadataAddress, isPublicAddress } from './public-address.ts';

it.each([
  '8.8.8.8',
  '1.1.1.1',
  '140.82.121.4',
  '172.15.0.1',
  '172.32.0.1',
  '2606:4700::1111',
  '2a00:1450:4001::1',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
  '2002:808:808::1',
])('%s is public', address => {
  expect(isPublicAddress(address)).toBe(true);
  expect(isMetadataAddress(address)).toBe(false);
});

it.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd12:3456::1',
  'fec0::1',
  'ff02::1',
  '2001:db8::1',
  '2001::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::127.0.0.1',
  '::ffff:0:10.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b::169.254.169.254',
  '64:ff9b:1::a00:1',
  '2002:7f00:1::',
  '2002:a9fe:a9fe::1',
  'fd00:ec2::254',
])('%s is not public', address => {
  expect(isPublicAddress(address)).toBe(false);
});

it.each([
  '169.254.169.254',
  '169.254.170.2',
  '::ffff:169.254.169.254',
  '2002:a9fe:a9fe::',
  '64:ff9b::a9fe:a9fe',
  'fe80::1',
  'fd00:ec2::254',
  '100.100.100.200',
])('%s is where clouds keep credentials', address => {
  expect(isMetadataAddress(address)).toBe(true);
});

it('judges an IPv4 address and its IPv6 forms alike', () => {
  fc.assert(
    fc.property(fc.ipV4(), address => {
      for (const form of [`::ffff:${address}`, `64:ff9b::${address}`]) {
        expect(isPublicAddress(form)).toBe(isPublicAddress(address));
        expect(isMetadataAddress(form)).toBe(isMetadataAddress(address));
      }
    }),
  );
});

it('judges every IPv6 address', () => {
  fc.assert(fc.property(fc.ipV6(), address => typeof isPublicAddress(address) === 'boolean'));
});
