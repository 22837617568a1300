const PATHS = {
  requests: 'M2 5h9m0 0L8.5 2.5M11 5 8.5 7.5M14 11H5m0 0 2.5-2.5M5 11l2.5 2.5',
  events: 'M8 2.5a4 4 0 0 0-4 4c0 3-1.5 4-1.5 4h11S12 9.5 12 6.5a4 4 0 0 0-4-4M6.5 13a1.6 1.6 0 0 0 3 0',
  state:
    'M2.5 4.2c0-1 2.5-1.7 5.5-1.7s5.5.7 5.5 1.7v7.6c0 1-2.5 1.7-5.5 1.7s-5.5-.7-5.5-1.7zm0 0c0 1 2.5 1.7 5.5 1.7s5.5-.7 5.5-1.7M2.5 8c0 1 2.5 1.7 5.5 1.7S13.5 9 13.5 8',
  clock: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2m0 3v3.2l2.2 1.4',
  actions: 'M8 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5m-5 6c.4-2.5 2.4-4 5-4s4.6 1.5 5 4',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9m3.3 7.8 3.2 3.2',
  copy: 'M5.5 5.5V3a.5.5 0 0 1 .5-.5h7a.5.5 0 0 1 .5.5v7a.5.5 0 0 1-.5.5h-2.5M3 5.5h7a.5.5 0 0 1 .5.5v7a.5.5 0 0 1-.5.5H3a.5.5 0 0 1-.5-.5V6a.5.5 0 0 1 .5-.5',
  done: 'm3 8.5 3.2 3.2L13 4.8',
  no: 'm4 4 8 8m0-8-8 8',
  back: 'M9.5 3 4.5 8l5 5',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1.5v1.3m0 10.4v1.3M1.5 8h1.3m10.4 0h1.3M3.4 3.4l.9.9m7.4 7.4.9.9m0-9.2-.9.9m-7.4 7.4-.9.9',
  moon: 'M13.5 9.6A5.8 5.8 0 1 1 6.4 2.5a4.6 4.6 0 0 0 7.1 7.1',
  auto: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2m0 0v12M8 4.5l4.4 2.2M8 7.5l5.7 2M8 10.5l4 2',
  shield: 'M8 2 3 3.8v3.7c0 3 2 5.3 5 6.5 3-1.2 5-3.5 5-6.5V3.8zM5.8 8l1.6 1.6 2.9-3.1',
  shieldNo: 'M8 2 3 3.8v3.7c0 3 2 5.3 5 6.5 3-1.2 5-3.5 5-6.5V3.8zM6.3 6.3l3.4 3.4m0-3.4L6.3 9.7',
  plus: 'M8 3v10M3 8h10',
  bolt: 'M9 1.8 3.5 9h4L7 14.2 12.5 7h-4z',
} as const

export type IconName = keyof typeof PATHS

/** Decoration only: what it says is also said in words. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}
