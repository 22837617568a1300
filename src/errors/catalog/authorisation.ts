import { defineError } from '../integ-error.ts'

export const noAuthorisation = defineError<{ connector: string; able: readonly string[] }>({
  code: 'no-merchant-authorisation',
  category: 'usage',
  title: { en: 'Merchants cannot authorise this connector', zh: '该连接器不支持商户授权' },
  cause: {
    en: 'The platform has no such authorisation, or the connector does not know it.',
    zh: '该平台没有商户授权流程，或连接器尚未支持。',
  },
  message: ({ connector }) => ({
    en: `${connector} knows no authorisation of merchants.`,
    zh: `${connector} 不支持商户授权。`,
  }),
  hints: ({ able }) => [
    ...(able.length === 0
      ? []
      : [{ text: { en: `These do: ${able.join(', ')}.`, zh: `支持的连接器：${able.join('、')}。` } }]),
    {
      text: { en: 'A credential of your own is saved with:', zh: '保存自己的凭证：' },
      command: 'integ login <connector>',
    },
  ],
})

export const authorisationRefused = defineError<{ connector: string; merchant: string }>({
  code: 'authorisation-refused',
  category: 'auth',
  title: { en: 'The merchant refused', zh: '商户拒绝授权' },
  cause: {
    en: 'The browser came back without a code: the merchant pressed refuse or left the page.',
    zh: '浏览器返回时没有授权码：商户点击了拒绝，或离开了页面。',
  },
  message: ({ merchant }) => ({
    en: `${merchant} did not authorise the app; nothing was saved.`,
    zh: `${merchant} 未授权，没有保存任何内容。`,
  }),
  hints: ({ connector, merchant }) => [
    { text: { en: 'Ask again:', zh: '重新发起：' }, command: `integ authorize ${connector} --for ${merchant}` },
  ],
})

export const authorisationTimedOut = defineError<{ seconds: number; connector: string; merchant: string }>({
  code: 'authorisation-timed-out',
  category: 'network',
  title: { en: 'Nobody came back from the page', zh: '授权页面没有返回' },
  cause: {
    en: 'The page was not answered in time, or the platform led the browser to another address.',
    zh: '未在时限内完成授权，或平台跳转到了其他地址。',
  },
  message: ({ seconds }) => ({
    en: `The browser did not come back within ${seconds} seconds.`,
    zh: `${seconds} 秒内浏览器没有返回。`,
  }),
  hints: ({ connector, merchant }) => [
    {
      text: {
        en: 'Platforms lead back only to addresses that are registered in their console. Register one that reaches this machine, and name it:',
        zh: '平台只会跳转到在控制台登记过的回调地址。请登记一个可访问本机的地址，并这样指定：',
      },
      command: `integ authorize ${connector} --for ${merchant} --port 8787 --redirect https://…/callback`,
    },
  ],
})

export const returnPortTaken = defineError<{ port: number }>({
  code: 'authorisation-port-taken',
  category: 'network',
  title: { en: 'The port is taken', zh: '端口已被占用' },
  cause: {
    en: 'Another program listens on the port that the browser is to come back to.',
    zh: '浏览器要跳转回的端口已被其他程序占用。',
  },
  message: ({ port }) => ({ en: `Port ${port} is taken.`, zh: `端口 ${port} 已被占用。` }),
  hints: () => [
    {
      text: {
        en: 'Name another port; a registered address has to lead there.',
        zh: '请换一个端口，并让登记的地址指向它。',
      },
      command: 'integ authorize <connector> --for <merchant> --port 8788',
    },
  ],
})

export const exchangeFailed = defineError<{ connector: string; code: string; message: string }>({
  code: 'authorisation-exchange-failed',
  category: 'platform',
  title: { en: 'The platform did not take the code', zh: '平台未接受授权码' },
  cause: {
    en: 'The merchant agreed, but the call that exchanges the code for a token failed.',
    zh: '商户已同意，但用授权码换取令牌的调用失败。',
  },
  message: ({ code, message }) => ({
    en: `The exchange failed: ${code} ${message}`,
    zh: `换取令牌失败：${code} ${message}`,
  }),
  hints: ({ connector, code }) => [
    { text: { en: 'What the code means:', zh: '错误码含义：' }, command: `integ explain ${connector} ${code}` },
  ],
})
