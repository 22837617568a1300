import { useEffect, useRef } from 'preact/hooks'
import type { ClockReading } from '../sandbox/travel.ts'
import { usePage, useT } from './data/context.ts'
import type { LiveState } from './data/live.ts'
import { routeHash, VIEWS, type View } from './data/route.ts'
import { duration } from './data/time.ts'
import { Copy } from './parts/copy.tsx'
import { Icon } from './parts/icons.tsx'
import { Switches, type Settings } from './switches.tsx'

interface RailProps {
  readonly view: View
  readonly live: LiveState
  readonly clock: ClockReading | undefined
  readonly settings: Settings
}

/** Where one can go, and what runs where. */
export function Rail({ view, live, clock, settings }: RailProps) {
  const t = useT()
  const { overview, lang } = usePage()
  const names: Readonly<Record<View, string>> = {
    requests: t({ en: 'Requests', zh: '请求' }),
    events: t({ en: 'Events', zh: '事件' }),
    state: t({ en: 'State', zh: '状态数据' }),
    clock: t({ en: 'Clock and faults', zh: '时钟与故障' }),
    actions: t({ en: 'Actions', zh: '操作' }),
  }
  const lives: Readonly<Record<LiveState, string>> = {
    connecting: t({ en: 'connecting', zh: '连接中' }),
    live: t({ en: 'live', zh: '实时' }),
    offline: t({ en: 'the sandbox does not answer', zh: '沙箱没有应答' }),
  }
  const nav = useRef<HTMLElement>(null)
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
  }, [view])
  const isMoved = clock !== undefined && (clock.frozen || Math.abs(clock.offsetMs) >= 1000)
  return (
    <aside class="rail">
      <p class="brand">
        <strong>integ</strong> {t({ en: 'sandbox', zh: '沙箱' })}
        <span class={`live ${live}`} role="status">
          <i aria-hidden="true" />
          {lives[live]}
        </span>
      </p>
      <nav ref={nav} aria-label={t({ en: 'Views', zh: '视图' })}>
        {VIEWS.map((id, at) => (
          <a
            key={id}
            href={routeHash({ view: id, path: [], query: {} })}
            aria-current={id === view ? 'page' : undefined}
          >
            <Icon name={id} />
            <span>{names[id]}</span>
            <kbd aria-hidden="true">{at + 1}</kbd>
          </a>
        ))}
      </nav>
      <div class="about">
        {isMoved ? (
          <a class="moved" href={routeHash({ view: 'clock', path: [], query: {} })}>
            <Icon name="clock" size={14} />
            {clock.frozen
              ? t({ en: 'The clock stands still', zh: '时钟已冻结' })
              : `${clock.offsetMs < 0 ? '−' : '+'}${duration(clock.offsetMs, lang)}`}
          </a>
        ) : null}
        {overview?.status.connectors.map(({ id, url }) => (
          <p key={id} class="origin">
            <span>{overview.names[id]?.[lang] ?? id}</span>
            <span class="address">
              <code>{url.replace('http://', '')}</code>
              <Copy text={url} bare label={t({ en: `Copy the address of ${id}`, zh: `复制 ${id} 的地址` })} />
            </span>
          </p>
        ))}
        <Switches settings={settings} />
      </div>
    </aside>
  )
}
