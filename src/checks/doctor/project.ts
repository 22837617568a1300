import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntegError } from '../../errors/integ-error.ts'
import type { Project } from '../../project/project.ts'
import type { CheckResult } from '../../sdk/check.ts'
import type { Text } from '../../text/text.ts'
import { nearest } from '../../text/nearest.ts'
import type { MachineCheck, MachineContext } from './types.ts'

/** integration.json: readable, and what it names exists. */
export const projectCheck: MachineCheck = {
  id: 'project',
  title: { en: 'integration.json', zh: 'integration.json' },
  async run(ctx): Promise<CheckResult> {
    const project = await ctx.project()
    if (!project)
      return { status: 'skip', summary: { en: 'this folder is no integration', zh: '当前目录不是集成项目' } }
    const wrong = await namesThatDoNotExist(ctx, project)
    if (wrong.length > 0)
      return {
        status: 'fail',
        summary: wrong[0] && wrong.length === 1 ? wrong[0] : namesNothing,
        cause: {
          en: 'A name is misspelt, or its connector is not installed.',
          zh: '名称拼写有误，或对应的连接器没有安装。',
        },
        evidence: wrong,
        fixes: [{ en: `Correct ${project.file}.`, zh: `请修正 ${project.file}。` }],
        command: 'integ connector list',
      }
    const missing = whatValidateWouldMiss(project)
    if (missing.length > 0)
      return {
        status: 'warn',
        summary: { en: 'integration.json is not complete', zh: 'integration.json 不完整' },
        cause: {
          en: 'integ validate needs it to start the integration and to reach it.',
          zh: 'integ validate 需要它来启动并访问集成。',
        },
        evidence: missing,
        fixes: [{ en: `Complete ${project.file}.`, zh: `请补全 ${project.file}。` }],
      }
    const connectors = project.connectors.join(', ')
    return {
      status: 'pass',
      summary: {
        en: `${connectors || 'no connector'}, ${ctx.environment}`,
        zh: `${connectors || '没有连接器'}，${ctx.environment}`,
      },
    }
  },
}

const namesNothing: Text = {
  en: 'integration.json names what does not exist',
  zh: 'integration.json 中有不存在的名称',
}

/** An entry may also name a folder or a package; what it holds is known under an id of its own. */
export function unknownConnectors(project: Pick<Project, 'connectors'>, known: readonly string[]): readonly string[] {
  return project.connectors.filter(
    (name) => !known.includes(name) && /^[\w-]+$/.test(name) && !name.startsWith('integ-connector-'),
  )
}

async function namesThatDoNotExist(ctx: MachineContext, project: Project): Promise<Text[]> {
  const wrong: Text[] = []
  const known = await ctx.connectorIds()
  for (const { entry, error } of ctx.brokenConnectors()) {
    const said = error instanceof IntegError ? error.text : { en: String(error), zh: String(error) }
    wrong.push({ en: `connectors: ${entry}: ${said.en}`, zh: `connectors：${entry}：${said.zh}` })
  }
  const ids = project.connectors.filter((name) => known.includes(name))
  if (wrong.length === 0)
    for (const name of unknownConnectors(project, known)) wrong.push(unknown('connectors', name, known))
  for (const name of Object.keys(project.events)) {
    if (!known.includes(name)) wrong.push(unknown('events', name, known))
    else if ((await ctx.connector(name)).events().length === 0)
      wrong.push({ en: `events.${name}: ${name} sends no events`, zh: `events.${name}：${name} 不发送事件` })
  }
  for (const name of Object.keys(project.orders)) if (!known.includes(name)) wrong.push(unknown('orders', name, known))
  const usable =
    wrong.length > 0 ? [] : await Promise.all((ids.length > 0 ? ids : known).map((id) => ctx.connector(id)))
  const operations = usable.flatMap((connector) =>
    connector.operations().flatMap((operation) => [operation.id, `${connector.id}:${operation.id}`]),
  )
  for (const name of project.operations)
    if (usable.length > 0 && !operations.includes(name)) wrong.push(unknown('operations', name, operations))
  return wrong
}

function unknown(member: string, name: string, known: readonly string[]): Text {
  const near = nearest(name, known)
  return {
    en: `${member}: "${name}" is not known${near === undefined ? '' : `; did you mean ${near}?`}`,
    zh: `${member}：“${name}”不存在${near === undefined ? '' : `；是不是想写 ${near}？`}`,
  }
}

function whatValidateWouldMiss(project: Project): Text[] {
  const missing: Text[] = []
  if (project.url === undefined && Object.keys(project.events).length > 0)
    missing.push({ en: '"url" is missing: events have a path, but no address', zh: '缺少 "url"：事件有路径却没有地址' })
  if (project.start === undefined)
    missing.push({
      en: '"start" is missing: the command that starts the integration',
      zh: '缺少 "start"：启动集成的命令',
    })
  else if (lacksScript(project, project.start))
    missing.push({
      en: `"start" runs "${project.start}", and package.json has no such script`,
      zh: `"start" 要运行“${project.start}”，但 package.json 中没有该脚本`,
    })
  return missing
}

function lacksScript(project: Project, start: string): boolean {
  const script = /^npm (?:run )?([\w:-]+)$/.exec(start.trim())?.[1]
  const file = join(project.root, 'package.json')
  if (script === undefined || !existsSync(file)) return false
  try {
    const { scripts } = JSON.parse(readFileSync(file, 'utf8')) as { scripts?: Record<string, string> }
    // npm start without a script runs server.js.
    return scripts?.[script] === undefined && !(script === 'start' && existsSync(join(project.root, 'server.js')))
  } catch {
    return false
  }
}
