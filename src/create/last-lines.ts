/** The end of a program's output: where it says what went wrong. Colours are taken out. */
export function lastLines(output: string, count: number): string {
  const lines = output
    .replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
  return lines.slice(-count).join('\n')
}
