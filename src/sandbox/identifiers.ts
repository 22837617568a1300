import type { Random } from '../sdk/http.ts'

/** `evt_` and 16 characters: 80 bits, lower-case, safe in a path and in a shell. */
export function newId(prefix: 'evt' | 'dlv' | 'req' | 'lis' | 'flt', random: Random): string {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
  let id = `${prefix}_`
  for (const byte of random.bytes(16)) id += alphabet[byte & 31]
  return id
}
