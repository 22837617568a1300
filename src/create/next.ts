import type { Text } from '../text/text.ts'
import { fill, type Variables } from './fill.ts'
import type { Plan } from './choose.ts'

export interface NextCommand {
  readonly command: string
  readonly text: Text
}

/** The three commands to try now, ready to copy. Without packages, the first is to install them. */
export function nextCommands(plan: Plan, variables: Variables, installed: boolean): readonly NextCommand[] {
  const { shown } = plan.target
  const enter = shown === '.' ? '' : `cd ${/\s/.test(shown) ? JSON.stringify(shown) : shown} && `
  const install: NextCommand = {
    command: `${plan.packageManager.name} install`,
    text: { en: 'its packages', zh: '安装依赖' },
  }
  const steps = plan.template.next.map((step) => ({ command: fill(step.command, variables), text: step.text }))
  const all = installed ? steps : [install, ...steps]
  return all.slice(0, 3).map((step, index) => (index === 0 ? { ...step, command: enter + step.command } : step))
}
