/** The pages' only style: no external resources, both colour schemes, one column on any screen. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#eef2f8;--card:#fff;--text:#1a2233;--soft:#5c677d;--line:#dde3ee;--brand:#1463e6;--on-brand:#fff;--good:#0a7a4b;--good-ground:#e5f6ee;--bad:#b3261e;--bad-ground:#fdecea;--note-ground:#f4f6fb}
@media (prefers-color-scheme:dark){:root{--ground:#0e131d;--card:#182030;--text:#e8ecf5;--soft:#a3adc2;--line:#2b3650;--brand:#6ea3ff;--on-brand:#0b1526;--good:#63d6a2;--good-ground:#12301f;--bad:#ff9f97;--bad-ground:#3a1715;--note-ground:#1f293c}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;padding:24px 16px 40px;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;display:flex;flex-direction:column;align-items:center}
header,main,footer{width:100%;max-width:460px}
header{display:flex;align-items:center;justify-content:space-between;gap:12px;padding:0 4px 14px;font-weight:600}
.tag{font-size:12px;font-weight:600;color:var(--soft);border:1px solid var(--line);border-radius:999px;padding:2px 10px;background:var(--card)}
main{background:var(--card);border:1px solid var(--line);border-radius:16px;padding:28px 24px;box-shadow:0 1px 2px rgb(15 30 60/.05),0 12px 32px rgb(15 30 60/.06)}
h1{font-size:20px;line-height:1.35;margin:0 0 6px}
p{margin:8px 0}
.lead{color:var(--soft);margin:0 0 20px}
.amount{font-size:40px;line-height:1.15;font-weight:650;font-variant-numeric:tabular-nums;margin:4px 0 20px;overflow-wrap:anywhere}
.amount small{font-size:22px;font-weight:600;margin-right:4px}
dl{margin:0 0 22px;border-top:1px solid var(--line)}
dl div{display:flex;justify-content:space-between;gap:16px;padding:10px 0;font-size:15px;border-bottom:1px solid var(--line)}
dt{color:var(--soft);flex:none}
dd{margin:0;text-align:right;overflow-wrap:anywhere;min-width:0}
.box{border-radius:10px;padding:12px 14px;margin:0 0 20px}
h1+.box{margin-top:14px}
.good{color:var(--good);background:var(--good-ground)}
.bad{color:var(--bad);background:var(--bad-ground)}
.note{background:var(--note-ground);color:var(--soft);font-size:14px}
ul{margin:0 0 20px;padding-left:20px}
li{margin:4px 0}
form{display:grid;gap:10px;margin:0}
.row{display:grid;grid-template-columns:1fr 1fr;gap:10px}
button,.button{font:inherit;font-weight:600;min-height:48px;padding:10px 16px;border-radius:10px;border:1px solid var(--line);background:transparent;color:var(--text);cursor:pointer;text-align:center;text-decoration:none;display:block;width:100%}
button.main,.button.main{background:var(--brand);border-color:var(--brand);color:var(--on-brand)}
button:hover,.button:hover{filter:brightness(1.06)}
:focus-visible{outline:3px solid var(--brand);outline-offset:2px}
label{display:block;font-weight:600;margin-bottom:4px}
input[type=text]{font:inherit;width:100%;min-height:48px;padding:10px 12px;border-radius:10px;border:1px solid var(--soft);background:var(--card);color:var(--text)}
.hint{font-size:14px;color:var(--soft);margin:4px 0 0}
code,pre{font:14px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{background:var(--note-ground);border-radius:10px;padding:12px 14px;margin:0 0 20px;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
footer{color:var(--soft);font-size:13px;padding:16px 4px 0}
@media (max-width:380px){.row{grid-template-columns:1fr}main{padding:22px 18px}.amount{font-size:34px}}
`
