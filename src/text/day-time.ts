/** Day and time in the zone of whoever reads, and that zone. */
export function dayTime(at: string | number): string {
  const time = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  const zone = -time.getTimezoneOffset()
  const offset = `${zone < 0 ? '-' : '+'}${two(Math.floor(Math.abs(zone) / 60))}:${two(Math.abs(zone) % 60)}`
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())} ${offset}`
}
