/** `GET /users/{id}` → `get.users.id`: stable, and readable enough to type. */
export function deriveId(method: string, path: string): string {
  const words = path
    .split(/[/?&=#]+/)
    .map((part) =>
      part
        .replace(/[{}]/g, ' ')
        .trim()
        .replace(/[^\p{L}\p{N}_.-]+/gu, '-')
        .replace(/^[-.]+|[-.]+$/g, ''),
    )
    .filter((part) => part !== '')
  return [method.toLowerCase(), ...words].join('.')
}

/** Hands out each id once; a repeat gets `.2`, `.3` in the order of the document. */
export function createIds(): (wanted: string) => string {
  const used = new Set<string>()
  return (wanted) => {
    let id = wanted
    for (let n = 2; used.has(id); n++) id = `${wanted}.${n}`
    used.add(id)
    return id
  }
}
