import type { OperationHandler } from '../../../../sdk/index.ts'
import { listVersions, queryVersion } from './query.ts'
import { deleteVersion, rollBack, step } from './steps.ts'
import { queryBuild, uploadVersion } from './upload.ts'

const NAME = 'alipay.open.mini.version'
const STEPS = ['audit.apply', 'audit.cancel', 'audited.cancel', 'gray.online', 'gray.cancel', 'online', 'offline']

/** Versions of a mini program, usually called on behalf of the merchant who owns it [PHP3]. */
export const miniVersionHandlers: Readonly<Record<string, OperationHandler>> = {
  [`${NAME}.upload`]: uploadVersion,
  [`${NAME}.build.query`]: queryBuild,
  ...Object.fromEntries(STEPS.map((name) => [`${NAME}.${name}`, step(name)])),
  [`${NAME}.rollback`]: rollBack,
  [`${NAME}.delete`]: deleteVersion,
  [`${NAME}.detail.query`]: queryVersion,
  [`${NAME}.list.query`]: listVersions,
}
