// The floor of deliveries: the same bodies by plain `fetch`, 64 at a time. `<url> <count>`; prints CPU seconds.
const [url, count] = process.argv.slice(2)
let next = 0
async function worker() {
  while (next < Number(count)) {
    const index = next++
    const body = JSON.stringify({ index, order: 'T20260101', amount: '88.00', subject: 'x'.repeat(200) })
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    await answer.text()
  }
}
const before = process.cpuUsage()
await Promise.all(Array.from({ length: 64 }, worker))
const { user, system } = process.cpuUsage(before)
process.stdout.write(String((user + system) / 1e6))
process.exit()
