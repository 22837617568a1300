import type { Text } from '../../text/text.ts'
import { defineError } from '../integ-error.ts'

/** How to go on without the store; every error of it offers the same way out. */
const wayOut = [
  {
    text: {
      en: 'Choose another folder with INTEG_CONFIG_DIR, or give the credential in environment variables INTEG_<CONNECTOR>_<FIELD>.',
      zh: '可用 INTEG_CONFIG_DIR 指定其他目录，或通过环境变量 INTEG_<连接器>_<字段> 提供凭证。',
    },
  },
]

export const storeDamaged = defineError<{ path: string; reason: Text }>({
  code: 'store-damaged',
  category: 'filesystem',
  title: { en: 'The credential store is damaged', zh: '凭证存储已损坏' },
  cause: {
    en: 'The file was edited by hand, or another program wrote to it.',
    zh: '文件可能被手工改错，或被其他程序改写。',
  },
  message: ({ path, reason }) => ({
    en: `${path} cannot be read: ${reason.en}. It was left as it is.`,
    zh: `${path} 无法读取：${reason.zh}。文件保持原样，没有改动。`,
  }),
  hints: ({ path }) => [
    {
      text: { en: 'Correct it, or put it aside and log in again:', zh: '请修正它，或移开后重新登录：' },
      command: `mv ${quote(path)} ${quote(`${path}.bad`)}`,
    },
    ...wayOut,
  ],
})

export const storeNewer = defineError<{ path: string; version: number }>({
  code: 'store-newer',
  category: 'filesystem',
  title: { en: 'The credential store is of a newer integ', zh: '凭证存储来自更新的版本' },
  cause: { en: 'A newer version of integ ran on this machine.', zh: '本机曾运行过更新版本的 integ。' },
  message: ({ path, version }) => ({
    en: `${path} has format ${version}, which this version does not write. It was left as it is.`,
    zh: `${path} 的格式版本为 ${version}，当前版本无法写入。文件保持原样，没有改动。`,
  }),
  hints: () => [
    {
      text: { en: 'Use the newer version:', zh: '请使用更新的版本：' },
      command: 'npm install --global create-integration@latest',
    },
    ...wayOut,
  ],
})

export const storeNotWritable = defineError<{ path: string; reason: string }>({
  code: 'store-not-writable',
  category: 'filesystem',
  title: { en: 'The credential store cannot be written', zh: '凭证存储无法写入' },
  cause: {
    en: 'The home folder is missing or read-only, as in many containers and CI machines.',
    zh: '主目录不存在或只读，常见于容器与 CI 环境。',
  },
  message: ({ path, reason }) => ({ en: `Cannot write ${path} (${reason}).`, zh: `无法写入 ${path}（${reason}）。` }),
  hints: () => wayOut,
})

export const storeForeign = defineError<{ path: string; owner: number }>({
  code: 'store-foreign',
  category: 'filesystem',
  title: { en: 'The credential store belongs to somebody else', zh: '凭证存储属于其他用户' },
  cause: {
    en: 'The command ran with sudo, or HOME points to another user.',
    zh: '可能使用了 sudo，或 HOME 指向了其他用户。',
  },
  message: ({ path, owner }) => ({
    en: `${path} belongs to the user with id ${owner}; secrets are not put there.`,
    zh: `${path} 属于用户 ${owner}，不会在其中写入机密。`,
  }),
  hints: () => [{ text: { en: 'Run the command as that user.', zh: '请以该用户身份运行。' } }, ...wayOut],
})

export const storeNotWritten = defineError<{ path: string }>({
  code: 'store-not-written',
  category: 'filesystem',
  title: { en: 'The credential was not saved', zh: '凭证没有保存' },
  cause: {
    en: 'The disk or the quota is full, so the file could not be written whole.',
    zh: '磁盘或配额已满，文件未能完整写入。',
  },
  message: ({ path }) => ({
    en: `${path} could not be written whole. What was there before is unchanged.`,
    zh: `${path} 未能完整写入，原有内容未受影响。`,
  }),
  hints: () => [{ text: { en: 'Free some room and repeat the command.', zh: '清理空间后重试。' } }, ...wayOut],
})

export const storeBusy = defineError<{ path: string; owner: string; seconds: number }>({
  code: 'store-busy',
  category: 'filesystem',
  title: { en: 'The credential store is busy', zh: '凭证存储被占用' },
  cause: {
    en: 'Another integ is writing to it, or was stopped while it did.',
    zh: '另一个 integ 正在写入，或在写入时被挂起。',
  },
  message: ({ path, owner, seconds }) => ({
    en: `${path} was held by ${owner} for more than ${seconds} s.`,
    zh: `${path} 被 ${owner} 占用超过 ${seconds} 秒。`,
  }),
  hints: () => [
    { text: { en: 'Let it finish, or end it, and repeat the command.', zh: '等它结束或将其终止后重试。' } },
  ],
})

const quote = (path: string) => (/^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`)
