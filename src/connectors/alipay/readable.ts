/** Whether `read` gets through without throwing. */
export function readable(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
