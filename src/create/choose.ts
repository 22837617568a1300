import type { CommandContext } from '../cli/context.ts'
import { optionNotOfTemplate, unknownTemplate } from '../errors/catalog/create.ts'
import { missingOption } from '../errors/catalog/usage.ts'
import { IntegError } from '../errors/integ-error.ts'
import { nearest } from '../text/nearest.ts'
import { choosePackageManager, type PackageManager, type PackageManagerName } from './package-manager.ts'
import { chooseTarget, type Target } from './target.ts'
import { listTemplates, type Template } from './template.ts'

export interface CreateWish {
  readonly dir?: string | undefined
  readonly template?: string | undefined
  readonly name?: string | undefined
  readonly packageManager?: PackageManagerName | undefined
  readonly openapi?: string | undefined
}
export interface Plan {
  readonly target: Target
  readonly template: Template
  readonly packageManager: PackageManager
}

type Ports = Pick<CommandContext, 'cwd' | 'env' | 'io' | 'lang' | 'options' | 'paths' | 'prompts'>

const DEFAULT_DIR = 'my-integration'
const DEFAULT_TEMPLATE = 'alipay-payment'

/** Everything is settled here, and every mistake found, before anything is written. */
export async function choosePlan(wish: CreateWish, ports: Ports): Promise<Plan> {
  const templates = listTemplates(ports.paths.templates)
  const named = wish.template === undefined ? impliedTemplate(wish, templates) : findTemplate(wish.template, templates)
  if (named) checkOptions(wish, named, templates)
  const target = chooseTarget(wish.dir ?? (await askDir(ports)), wish.name, ports.cwd)
  const template = named ?? (await askTemplate(templates, ports))
  return { target, template, packageManager: choosePackageManager(wish.packageManager, ports.env) }
}

function findTemplate(id: string, templates: readonly Template[]): Template {
  const known = templates.map((template) => template.id)
  const found = templates.find((template) => template.id === id)
  if (!found) throw unknownTemplate({ id, known, nearest: nearest(id, known) })
  return found
}

/** `--openapi` is of use to one template only, so it says which. */
function impliedTemplate(wish: CreateWish, templates: readonly Template[]): Template | undefined {
  return wish.openapi === undefined ? undefined : templates.find((template) => template.openapi !== undefined)
}

function checkOptions(wish: CreateWish, template: Template, templates: readonly Template[]): void {
  if (wish.openapi === undefined || template.openapi !== undefined) return
  const belongsTo = templates.find((other) => other.openapi !== undefined)?.id ?? ''
  throw optionNotOfTemplate({ flag: '--openapi', template: template.id, belongsTo })
}

async function askDir(ports: Ports): Promise<string> {
  if (!ports.io.interactive || ports.options.yes) return DEFAULT_DIR
  const prompts = await ports.prompts()
  return prompts.input(
    { en: 'Folder of the new project', zh: '新项目的目录' },
    { default: DEFAULT_DIR, validate: (value) => problemOf(() => chooseTarget(value, undefined, ports.cwd), ports) },
  )
}

async function askTemplate(templates: readonly Template[], ports: Ports): Promise<Template> {
  const fallback = templates.find((template) => template.id === DEFAULT_TEMPLATE) ?? templates[0]
  if (ports.options.yes && fallback) return fallback
  if (!ports.io.interactive)
    throw missingOption({
      flag: `--template <${templates.map((template) => template.id).join('|')}>`,
      what: { en: 'The template', zh: '模板' },
      command: 'npx create-integration',
    })
  const prompts = await ports.prompts()
  const choices = templates.map((template) => ({
    value: template,
    name: template.name[ports.lang],
    description: template.description[ports.lang],
  }))
  return prompts.select({ en: 'What shall it do?', zh: '要创建哪种集成？' }, choices, fallback)
}

/** The prompt shows why a name cannot be used, and asks again. */
function problemOf(check: () => unknown, ports: Ports): true | string {
  try {
    check()
    return true
  } catch (error) {
    if (error instanceof IntegError) return error.text[ports.lang]
    throw error
  }
}
