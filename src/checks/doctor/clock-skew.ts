import type { CheckResult } from '../../sdk/check.ts'
import type { Connector } from '../../sdk/connector.ts'
import type { ConnectorCheck, MachineCheck } from './types.ts'

const EARLIEST = Date.UTC(2026, 0, 1)
const LATEST = Date.UTC(2100, 0, 1)
/** Where a platform documents no window: half of the five minutes that most of them grant. */
const USUAL_SECONDS = 150
const NOTEWORTHY_SECONDS = 30

/** Timestamps are signed, so a clock that is off makes every call look forged. */
export const clockCheck: MachineCheck = {
  id: 'clock',
  title: { en: 'system clock', zh: '系统时钟' },
  async run({ clock }): Promise<CheckResult> {
    const now = clock.now()
    const shown = new Date(now).toISOString()
    if (now >= EARLIEST && now < LATEST) return { status: 'pass', summary: { en: shown, zh: shown } }
    return {
      status: 'fail',
      summary: { en: `the clock says ${shown}`, zh: `时钟显示 ${shown}` },
      cause: {
        en: 'The clock was reset, as after an empty battery or in a fresh virtual machine.',
        zh: '时钟可能被重置，例如电池耗尽或新建的虚拟机。',
      },
      fixes,
    }
  },
}

/** The same against the platform's own clock, where it can be asked. */
export const clockSkewCheck: ConnectorCheck = {
  id: 'clock-skew',
  title: { en: "clock beside the platform's", zh: '与平台时钟的偏差' },
  needs: ['clock', 'reach'],
  async run(ctx): Promise<CheckResult> {
    if (ctx.environment === 'local')
      return { status: 'pass', summary: { en: 'the sandbox uses the clock of this machine', zh: '沙箱使用本机时钟' } }
    const seen = await ctx.probe()
    if (!seen.ok || seen.date === undefined)
      return { status: 'skip', summary: { en: 'the platform does not tell its time', zh: '平台没有给出时间' } }
    // The header has whole seconds.
    const seconds = Math.round((seen.at - seen.date) / 1000)
    const off = Math.abs(seconds)
    const limit = windowOf(await ctx.connector(ctx.connectorId))
    const summary = {
      en: `${off} s ${seconds < 0 ? 'behind' : 'ahead of'} the platform`,
      zh: `比平台${seconds < 0 ? '慢' : '快'} ${off} 秒`,
    }
    if (off <= Math.min(NOTEWORTHY_SECONDS, limit)) return { status: 'pass', summary }
    return {
      status: off > limit ? 'fail' : 'warn',
      summary,
      cause: { en: 'The clock of this machine is not synchronised.', zh: '本机时钟没有同步。' },
      evidence: [
        { en: `platform: ${new Date(seen.date).toISOString()}`, zh: `平台：${new Date(seen.date).toISOString()}` },
        { en: `this machine: ${new Date(seen.at).toISOString()}`, zh: `本机：${new Date(seen.at).toISOString()}` },
      ],
      fixes,
    }
  },
}

const fixes = [{ en: 'Switch time synchronisation (NTP) on.', zh: '请开启时间同步（NTP）。' }]

function windowOf(connector: Connector): number {
  const windows = Object.values(connector.auth).flatMap((scheme) => scheme.request?.toleranceSeconds ?? [])
  return Math.min(USUAL_SECONDS, ...windows)
}
