import { resolve } from 'node:path'
import type { RunCommand } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { noLoginNeeded } from '../../errors/catalog/auth.ts'
import { baseUrlOf } from '../../call/resolve.ts'
import { cancelled } from '../../errors/catalog/terminal.ts'
import { missingArgument, missingOption } from '../../errors/catalog/usage.ts'
import { exportFiles, writeExport } from '../../profiles/export.ts'
import { resolveCredential } from '../../profiles/resolve.ts'
import type { EnvironmentName } from '../../project/project.ts'
import { findSandbox } from '../../sandbox/attach.ts'
import { stateFolder } from '../../sandbox/location.ts'
import { readPorts, wishPorts } from '../../sandbox/ports-file.ts'
import type { Connector } from '../../sdk/connector.ts'

export const run: RunCommand = async (ctx, input) => {
  const connector = await connectorOf(ctx, input.args[0])
  if (Object.keys(connector.auth).length === 0) throw noLoginNeeded({ connector: connector.id })
  const [store, project] = await Promise.all([ctx.profiles(), ctx.project()])
  const resolved = await resolveCredential({
    connector,
    // A secret leaves the store only when its environment is named.
    environment: ctx.options.environment ?? (ctx.options.profile === undefined ? 'local' : undefined),
    profileName: ctx.options.profile,
    env: ctx.env,
    cwd: ctx.cwd,
    store,
    project,
    local: () => ctx.localCredential(connector),
    redactor: ctx.redactor,
  })
  const { environment, credential } = resolved
  if (environment !== 'local') await agree(ctx, connector, environment)
  const place =
    environment === 'local'
      ? await sandboxUrl(ctx, connector, input.options['state'])
      : platformUrl(connector, environment)
  const dir = (input.options['dir'] as string | undefined) ?? 'keys'
  const files = exportFiles({ connector, credential, baseUrl: place.url, variables: connector.manifest.exports, dir })
  const written = writeExport(resolve(ctx.cwd, dir), files, input.options['force'] === true)
  if (!place.runs)
    ctx.io.say({
      en: `No sandbox runs; the address is the one it will get when its port is free: ${place.url}`,
      zh: `沙箱没有运行；写入的是端口空闲时它将使用的地址：${place.url}`,
    })
  if (ctx.io.json) {
    ctx.io.document({
      connector: connector.id,
      environment,
      profile: resolved.profile ?? null,
      url: place.url,
      sandboxRuns: place.runs,
      files: written,
    })
    return 0
  }
  for (const file of written) ctx.io.out(file.path)
  ctx.io.say({ en: 'These files hold secrets; do not commit them.', zh: '这些文件含有机密，请勿提交到版本库。' })
  return 0
}

async function connectorOf(ctx: CommandContext, named: string | undefined): Promise<Connector> {
  const registry = await ctx.registry()
  const profile = ctx.options.profile === undefined ? undefined : (await ctx.profiles()).get(ctx.options.profile)
  const id = named ?? profile?.connector
  if (id === undefined)
    throw missingArgument({
      name: 'connector',
      command: 'integ profile export',
      example: 'integ profile export alipay --dir keys',
    })
  return registry.get(id)
}

/** The credential of a real platform is about to stand in files that others may copy. */
async function agree(ctx: CommandContext, connector: Connector, environment: EnvironmentName): Promise<void> {
  if (ctx.options.yes) return
  if (!ctx.io.interactive)
    throw missingOption({
      flag: '--yes',
      what: {
        en: `The consent to write secrets of ${environment} to files`,
        zh: `将 ${environment} 环境的机密写入文件的确认`,
      },
      command: `integ profile export ${connector.id} --env ${environment}`,
    })
  const prompts = await ctx.prompts()
  const question = {
    en: `Write the secrets of ${connector.id} (${environment}) to files?`,
    zh: `确定要将 ${connector.id}（${environment}）的机密写入文件吗？`,
  }
  if (!(await prompts.confirm(question, false))) throw cancelled({})
}

interface Place {
  /** Without a slash at the end. */
  readonly url: string
  readonly runs: boolean
}

const trimmed = (url: string) => url.replace(/\/+$/, '')

function platformUrl(connector: Connector, environment: EnvironmentName): Place {
  return { url: trimmed(baseUrlOf(connector, environment).href), runs: true }
}

/** Where the sandbox serves the connector, or will. */
async function sandboxUrl(ctx: CommandContext, connector: Connector, state: unknown): Promise<Place> {
  const folder = stateFolder({
    state: state as string | undefined,
    env: ctx.env,
    cwd: ctx.cwd,
    dataFolder: ctx.paths.data,
  })
  const running = await findSandbox(folder, await ctx.http(), ctx.signal)
  const served = running?.published.connectors.find((one) => one.id === connector.id)
  if (served) return { url: trimmed(served.url), runs: true }
  const active = (await ctx.registry()).active().map((one) => one.id)
  const ids = active.includes(connector.id) ? active : [...active, connector.id]
  const ports = wishPorts(undefined, ids, readPorts(folder))
  return { url: `http://127.0.0.1:${ports[ids.indexOf(connector.id) + 1]?.port}`, runs: false }
}
