// How the widgets look. Colours come in pairs that have at least 4.5 : 1 (text) or 3 : 1 (borders), for light and dark; a
// site may set the custom properties --candor-…; sides are logical, so that right-to-left pages are mirrored.

export const CSS = `
:host{all:initial;color-scheme:light dark;--s:var(--candor-surface,light-dark(#fff,#161c26));--t:var(--candor-text,light-dark(#18212f,#eef2f8));--m:var(--candor-muted,light-dark(#556173,#a8b3c4));--l:var(--candor-line,light-dark(#7d8899,#748196));--a:var(--candor-accent,light-dark(#1d4fd7,#8fb4ff));--i:var(--candor-accent-text,light-dark(#fff,#0c1526));--q:light-dark(#f1f4f9,#222b38);--r:var(--candor-radius,16px);font-family:var(--candor-font,inherit);line-height:1.5;color:var(--t)}
*{box-sizing:border-box;margin:0;padding:0;font-size:.9375rem;overflow-wrap:anywhere;unicode-bidi:plaintext}
h2{font-size:1.1875rem;line-height:1.35}
ul{list-style:none}
dt,.m{font-size:.8125rem;color:var(--m)}
.card{position:fixed;z-index:2147483647;inset-block:auto 16px;inset-inline:auto 16px;inline-size:26rem;max-inline-size:calc(100vw - 16px);max-block-size:calc(100dvh - 16px);overflow:auto;padding:20px;color:inherit;background:var(--s);border:1px solid var(--l);border-radius:var(--r);box-shadow:0 16px 48px #0b122040}
dialog.card{inset:0;margin:auto;inline-size:34rem}
::backdrop{background:#0b122080}
.card,section,ul,dl,.g{display:grid;gap:16px}
section,ul,dl,.g{gap:12px}
dialog:not([open]){display:none}
header,.row{display:flex;gap:8px 12px;align-items:center;justify-content:space-between;flex-wrap:wrap}
header{flex-wrap:nowrap}
li{justify-content:start!important}
li>:first-child{flex:1 1 18rem}
section+section{border-block-start:1px solid var(--q);padding-block-start:16px}
button,input{font:inherit;font-size:.9375rem;color:inherit;min-block-size:44px;padding:8px 14px;border-radius:10px;border:1px solid var(--l);background:var(--s)}
button{cursor:pointer;font-weight:600;line-height:1.3}
button:hover{background:var(--q)}
[aria-pressed=true]{background:var(--a)!important;color:var(--i)}
.x{flex:none;inline-size:44px;padding:0;margin:-8px -12px;border:0;font-size:1.375rem;font-weight:400}
:focus-visible{outline:3px solid var(--a);outline-offset:2px}
h2,h3{outline:0!important}
.two,.scale{display:grid;gap:8px;grid-template-columns:repeat(auto-fit,minmax(7.5rem,1fr))}
.scale{grid-template-columns:repeat(5,1fr)}
.box{background:var(--q);border-radius:10px;padding:12px 14px}
.sr{position:fixed;clip-path:inset(50%)}
.layer{position:absolute;top:0;left:0;z-index:2147483646}
.badge{position:absolute;inline-size:44px;padding:9px;border:0;background:0 0!important;outline:0}
.badge>span{display:block;block-size:26px;border-radius:50%;background:var(--s);color:var(--a);border:2px solid;font:italic 700 15px/22px serif}
.badge:hover>span,[aria-expanded=true]>span{background:var(--a);color:var(--i)}
.badge:focus-visible>span{outline:3px solid var(--a);outline-offset:2px}
@media(max-width:520px){.card,dialog.card{inset:auto 8px 8px;inline-size:auto;margin:0}}
`;
