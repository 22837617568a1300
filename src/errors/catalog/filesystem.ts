import { defineError } from '../integ-error.ts'

export const notPermitted = defineError<{ path: string }>({
  code: 'not-permitted',
  category: 'filesystem',
  title: { en: 'The file system refused', zh: '文件系统拒绝访问' },
  cause: {
    en: 'The file or folder belongs to somebody else, or is read-only.',
    zh: '文件或目录属于其他用户，或为只读。',
  },
  message: ({ path }) => ({ en: `No permission for ${path}.`, zh: `没有权限访问 ${path}。` }),
  hints: () => [
    { text: { en: 'Check its owner and mode, or choose another place.', zh: '请检查属主与权限，或换一个位置。' } },
    {
      text: {
        en: 'INTEG_CONFIG_DIR, INTEG_DATA_DIR and INTEG_STATE_DIR say where integ keeps its files.',
        zh: 'integ 的文件位置可用 INTEG_CONFIG_DIR、INTEG_DATA_DIR、INTEG_STATE_DIR 指定。',
      },
    },
  ],
})

export const diskFull = defineError<{ path: string }>({
  code: 'disk-full',
  category: 'filesystem',
  title: { en: 'The disk is full', zh: '磁盘已满' },
  cause: { en: 'There is no room left, or a quota is used up.', zh: '磁盘空间或配额已用尽。' },
  message: ({ path }) => ({
    en: `No room to write ${path}. What was there is unchanged.`,
    zh: `没有空间写入 ${path}，原有内容未受影响。`,
  }),
  hints: () => [{ text: { en: 'Free some room and repeat the command.', zh: '清理空间后重试。' } }],
})

export const fileNotReadable = defineError<{ path: string; reason: string }>({
  code: 'file-not-readable',
  category: 'usage',
  title: { en: 'A file cannot be read', zh: '文件无法读取' },
  cause: { en: 'The path is misspelt, or it is not a file.', zh: '路径有误，或不是文件。' },
  message: ({ path, reason }) => ({ en: `Cannot read ${path} (${reason}).`, zh: `无法读取 ${path}（${reason}）。` }),
  hints: () => [],
})

export const folderNotFound = defineError<{ path: string }>({
  code: 'folder-not-found',
  category: 'usage',
  title: { en: 'There is no such folder', zh: '目录不存在' },
  cause: { en: 'The path is misspelt, or it is a file.', zh: '路径有误，或它是文件。' },
  message: ({ path }) => ({ en: `There is no folder ${path}.`, zh: `没有目录 ${path}。` }),
  hints: () => [
    {
      text: { en: 'Name the folder that holds integration.json.', zh: '请指定 integration.json 所在的目录。' },
    },
  ],
})
