import type { Text } from '../text/text.ts'
import type { CommandGroup } from './command.ts'

/** The jobs of `integ --help`, in the order in which a partner meets them. */
export const GROUPS: Readonly<Record<CommandGroup, Text>> = {
  start: { en: 'Start', zh: '开始' },
  call: { en: 'Call and understand APIs', zh: '调用与理解接口' },
  events: { en: 'Receive events', zh: '接收事件' },
  sandbox: { en: 'Sandbox', zh: '沙箱' },
  quality: { en: 'Diagnose and prove', zh: '诊断与验证' },
  credentials: { en: 'Credentials', zh: '凭证' },
  settings: { en: 'Connectors and settings', zh: '连接器与设置' },
}
